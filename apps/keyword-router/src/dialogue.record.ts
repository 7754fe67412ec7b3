import type { ConsentStateName } from '@parley/contracts';
import type { Dialogue } from './domain/dialogue/dialogue.js';

/** What a turn wants kept, besides the events that it publishes. Times are ms since the epoch. */
export type DialogueRecord =
  | { readonly kind: 'dialogue'; readonly dialogue: Dialogue }
  | {
      readonly kind: 'opened';
      readonly id: string;
      readonly subscriber: string;
      readonly sender: string;
      readonly reason: string;
      readonly flow?: string | undefined;
      readonly step?: string | undefined;
      readonly atMs: number;
    }
  | { readonly kind: 'closed'; readonly id: string; readonly reason: string; readonly atMs: number }
  | {
      readonly kind: 'message';
      readonly caseId: string;
      readonly subscriber: string;
      readonly eventId: string;
      readonly by: string;
      readonly agent?: string | undefined;
      readonly text: string;
      readonly atMs: number;
    }
  | {
      readonly kind: 'consent';
      readonly subscriber: string;
      readonly sender: string;
      readonly program: string;
      readonly state: ConsentStateName;
      readonly version: number;
    }
  | {
      readonly kind: 'preference';
      readonly subscriber: string;
      readonly preference: string;
      /** Undefined: it was forgotten. */
      readonly value: string | number | undefined;
      readonly version: number;
    }
  | {
      readonly kind: 'coupon';
      readonly pool: string;
      readonly code: string;
      readonly run: string;
      readonly step: string;
      readonly subscriber: string;
    };

export type RecordOf<K extends DialogueRecord['kind']> = Extract<DialogueRecord, { kind: K }>;
