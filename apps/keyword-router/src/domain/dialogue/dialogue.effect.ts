import type { FlowEffect } from '../flow/flow.effect.js';

/** What a conversation's turn wants done; the shell makes events and rows of it. */
export type DialogueEffect =
  | Exclude<FlowEffect, { kind: 'handoff' }>
  | {
      readonly kind: 'case/opened';
      readonly id: string;
      readonly reason: 'handoff' | 'not_understood';
      readonly text?: string | undefined;
      readonly flow?: string | undefined;
      readonly step?: string | undefined;
    }
  | { readonly kind: 'case/closed'; readonly id: string; readonly reason: 'released' | 'idle' | 'opted_out' }
  | {
      readonly kind: 'case/message';
      readonly id: string;
      readonly by: 'subscriber' | 'agent';
      readonly text: string;
      readonly agent?: string | undefined;
    };
