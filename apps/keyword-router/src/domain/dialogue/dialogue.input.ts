import type { ConsentStateName } from '@parley/contracts';
import type { FlowInput } from '../flow/flow.input.js';
import type { FlowStart } from '../flow/flow.state.js';

/** What can happen to a conversation beyond keywords and compliance words. */
export type DialogueInput =
  | Exclude<FlowInput, { kind: 'consent' | 'resume' }>
  | {
      readonly kind: 'consent';
      readonly program: string;
      readonly to: ConsentStateName;
      /** What the program begins with an opt-in. */
      readonly starts?: FlowStart | undefined;
    }
  /** A text while a person has the conversation. */
  | { readonly kind: 'message' }
  /** A text that nothing matched, on a sender with support. */
  | { readonly kind: 'not_understood' }
  | {
      readonly kind: 'reply';
      readonly caseId: string;
      readonly text?: string | undefined;
      readonly release: boolean;
      readonly agent?: string | undefined;
    }
  | { readonly kind: 'idle'; readonly caseId: string; readonly dueAtMs: number };
