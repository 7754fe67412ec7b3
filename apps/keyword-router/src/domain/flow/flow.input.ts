import type { FlowStart } from './flow.state.js';
import type { Answer } from './read-answer.js';

/** What can happen to a conversation's flows. */
export type FlowInput =
  | { readonly kind: 'start'; readonly start: FlowStart; readonly replaces: boolean }
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'timer'; readonly run: string; readonly step: string; readonly dueAtMs: number }
  | {
      readonly kind: 'coupon';
      readonly run: string;
      readonly step: string;
      readonly code: string | undefined;
    }
  | { readonly kind: 'consent'; readonly program: string }
  /** Automation may speak again. */
  | { readonly kind: 'resume' }
  /** An opt-out of any kind. */
  | { readonly kind: 'stop' };
