import type { ConsentStateName } from '@parley/contracts';

/** Why a text is wanted; only our own services may ask for more than `information`. */
export type Purpose =
  'opt_out_confirmation' | 'opt_in_prompt' | 'opt_in_confirmation' | 'help' | 'information';

/** Why a text is not sent. The codes are part of the contract of mt.status. */
export type RefusalCode =
  | 'OPTED_OUT'
  | 'NO_CONSENT'
  | 'EXPIRED'
  | 'SENDER_UNKNOWN'
  | 'PURPOSE_RESERVED'
  | 'ATTEMPTS_EXHAUSTED'
  | 'DAILY_CAP'
  | 'TOO_LONG';

export interface Permitted {
  readonly purpose: Purpose;
  readonly lane: 'compliance' | 'reply' | 'transactional' | 'bulk';
  readonly hasProgram: boolean;
  /** State of the text's program. */
  readonly programState: ConsentStateName;
  /** State of everything on the sender (`*`): `out` after a STOP that ends all. */
  readonly senderState: ConsentStateName;
}

/**
 * Whether consent lets a text go; asked when it is queued and again at the moment of sending (I2).
 * - the confirmation of an opt-out and HELP go always (CTIA; 47 CFR 64.1200(a)(12): one confirmation);
 * - a double opt-in prompt goes because the person asked for it (its consent stands at `pending`);
 * - after an opt-out nothing else goes under it;
 * - under a program only with its consent, and bulk never without a program.
 * @returns the refusal's code, or undefined when it may go
 */
export function refusalOf(text: Permitted): 'OPTED_OUT' | 'NO_CONSENT' | undefined {
  if (text.purpose === 'opt_out_confirmation' || text.purpose === 'help') return undefined;
  if (text.purpose === 'opt_in_prompt' && text.programState === 'pending') return undefined;
  if (text.senderState === 'out' || text.programState === 'out') return 'OPTED_OUT';
  if (text.purpose !== 'information') return undefined;
  if (text.hasProgram && text.programState !== 'in') return 'NO_CONSENT';
  if (text.lane === 'bulk' && !text.hasProgram) return 'NO_CONSENT';
  return undefined;
}
