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

/**
 * Marks the texts of a turn that asks for an opt-in after them. The prompt goes by the compliance lane, and on a busy
 * sender would reach the person before what the flow said first.
 */
export function inOrder(effects: readonly DialogueEffect[]): readonly DialogueEffect[] {
  const asks = effects.findLastIndex(({ kind }) => kind === 'subscribe');
  if (asks <= 0) return effects;
  return effects.map((each, place) =>
    place < asks && each.kind === 'text' ? { ...each, beforePrompt: true } : each,
  );
}
