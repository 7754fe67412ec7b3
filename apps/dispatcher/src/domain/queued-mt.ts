import type { Lane } from '@parley/contracts';
import type { Purpose } from './permission.js';

/** Lanes in the order in which they are served: P0 to P3. */
export const lanes: readonly Lane[] = ['compliance', 'reply', 'transactional', 'bulk'];

/** A text that waits to be sent. Times are ms since the epoch. */
export interface QueuedMt {
  readonly id: string;
  readonly subscriber: string;
  readonly sender: string;
  /** Where the sender is a pool: the number that it goes from. */
  readonly number?: string | undefined;
  /** That number was given to the person with this text: another batch may have been first. */
  readonly placed?: boolean | undefined;
  readonly program?: string;
  readonly lane: Lane;
  readonly purpose: Purpose;
  readonly text: string;
  readonly segments: number;
  readonly encoding: 'gsm7' | 'ucs2';
  readonly onUnknown: 'park' | 'resend';
  readonly inReplyTo?: string;
  /** When the MO was received that it answers. */
  readonly moReceivedAtMs?: number | undefined;
  readonly campaign?: string;
  readonly sendAfterMs?: number;
  /** Marketing alone: when the hours end in which it may go, and the zones that must agree, with blanks between. */
  readonly openUntilMs?: number;
  readonly zones?: string;
  readonly expiresAtMs: number;
  readonly conversationId: string;
  readonly traceparent: string;
  readonly queuedAtMs: number;
}
