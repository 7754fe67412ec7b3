import { retryOf } from '../carrier-errors.js';
import type { SendOutcome, TakenParts } from '../carrier.port.js';
import { errorOfStatus, statusName } from './command-status.js';
import { canonicalId, type IdSpelling } from './message-id.js';
import type { Exchanged } from './smpp-binds.js';

/** What to do after the answer to one part of a text. */
export type NextStep =
  | { readonly kind: 'taken'; readonly id: string }
  /** This part was certainly not taken, but parts before it were: only this one may be written again. */
  | { readonly kind: 'repeat'; readonly code: string }
  | { readonly kind: 'end'; readonly outcome: SendOutcome };

/**
 * Decides after each part; parts are written one after another. As long as nothing was taken, a text fails, is
 * throttled or rejected as a whole, and may be sent again. Once a part was taken, the whole must not be (I3): a
 * part that was certainly not taken is repeated alone, and a refusal for good is the end of the text.
 */
export function afterPart(exchanged: Exchanged, before: TakenParts, spelling: IdSpelling): NextStep {
  const partly = before.ids.length > 0;
  const taken = partly ? before : undefined;
  if (exchanged.kind === 'unwritten') {
    const { code } = exchanged;
    return partly ? { kind: 'repeat', code } : end({ kind: 'failed', code, retry: 'later' });
  }
  if (exchanged.kind === 'unanswered') return end({ kind: 'unknown', code: exchanged.reason, taken });
  const { status, messageId } = exchanged;
  if (status === 0) {
    const id = canonicalId(messageId, spelling);
    return id === undefined
      ? end({ kind: 'unknown', code: 'ANSWER_UNREADABLE', taken })
      : { kind: 'taken', id };
  }
  const code = errorOfStatus(status);
  const carrierCode = statusName(status);
  const retry = retryOf(code);
  if (retry === 'uncertain') return end({ kind: 'unknown', code, carrierCode, taken });
  if (retry === 'never') return end({ kind: 'rejected', code, carrierCode, taken });
  if (partly) return { kind: 'repeat', code };
  return end(
    code === 'THROTTLED'
      ? { kind: 'throttled', carrierCode }
      : { kind: 'failed', code, retry: 'later', carrierCode },
  );
}

function end(outcome: SendOutcome): NextStep {
  return { kind: 'end', outcome };
}
