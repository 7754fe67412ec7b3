import type { MtRequested, MtResolveRequested, MtStatus } from '@parley/contracts';
import { statusOf, type KnownMt } from './take-receipt.js';

/** A settled text with what is needed to send it again. */
export interface ResolvableMt extends KnownMt {
  readonly text: string;
  readonly purpose: MtRequested['purpose'];
  readonly program?: string;
  readonly campaign?: string;
}

export interface Resolution {
  readonly status: MtStatus;
  /** With `resend`: the text that takes its place. */
  readonly again?: MtRequested;
}

/**
 * What a person's word makes of a text. Only of an `unknown` one: a receipt that came first stands. What is sent again
 * is a new text, so that a late receipt of the first one has its own place; the first ends as undelivered, `RESENT`.
 *
 * @returns undefined where the text is not known, or its outcome is
 */
export function resolveUnknown(
  mt: ResolvableMt | undefined,
  order: MtResolveRequested,
  at: string,
): Resolution | undefined {
  if (mt?.status !== 'unknown' || mt.subscriber !== order.subscriber) return undefined;
  // Of somebody who was erased there are no words to send again.
  const erased = order.as === 'resend' && mt.text === '';
  const resend = order.as === 'resend' && !erased;
  const outcome = order.as === 'delivered' ? 'delivered' : 'undelivered';
  const status = { ...statusOf(mt, outcome, at), code: resend ? 'RESENT' : erased ? 'ERASED' : 'RESOLVED' };
  if (!resend) return { status };
  const { subscriber, sender, text, lane, purpose, program, campaign, inReplyTo } = mt;
  return {
    status,
    again: { subscriber, sender, text, lane, purpose, program, campaign, inReplyTo, onUnknown: 'park' },
  };
}
