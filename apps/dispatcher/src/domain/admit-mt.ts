import type { MtRequested } from '@parley/contracts';
import type { Replacement } from '@parley/sms';
import { EVERYTHING, foldConsents, stateOf, type ConsentFact, type ConsentView } from './consent-view.js';
import { refusalOf, type RefusalCode } from './permission.js';
import { fitText, isTooLong, type TextRules } from './fit-text.js';
import type { QueuedMt } from './queued-mt.js';

/** Our own services: only they may use compliance purposes or carry consent. */
const TRUSTED = new Set(['parley/keyword-router', 'parley/subscriptions']);

/** How long a text is worth sending when it doesn't say: 10 hours from when it may go, as aggregators keep by default. */
const DEFAULT_VALIDITY_MS = 36_000_000;

export interface Request {
  readonly id: string;
  readonly source: string;
  readonly conversationId: string;
  readonly traceparent: string;
  readonly data: MtRequested;
}

export interface Admission {
  readonly consents: ConsentView;
  readonly facts: readonly ConsentFact[];
  readonly mt: QueuedMt;
  /** What smart encoding replaced in its text. */
  readonly replaced: readonly Replacement[];
  /** Absent: the text is queued. */
  readonly refusal?: RefusalCode;
}

/**
 * Decides whether a requested text is queued. The consent changes it carries are folded in first, so that an
 * opt-out's confirmation and its suppression are one commit, before the confirmation can leave (I2).
 */
export function admit(
  view: ConsentView,
  request: Request,
  knownSender: boolean,
  nowMs: number,
  rules: TextRules = {},
): Admission {
  const { data, source } = request;
  const trusted = TRUSTED.has(source);
  const facts = trusted ? (data.consent ?? []).map((fact) => ({ ...fact, sender: data.sender })) : [];
  const consents = foldConsents(view, facts);
  const { text, segments, encoding, replaced } = fitText(data.text, rules);
  const sendAfterMs = data.sendAfter === undefined ? undefined : Date.parse(data.sendAfter);
  const mt: QueuedMt = {
    id: request.id,
    subscriber: data.subscriber,
    sender: data.sender,
    program: data.program,
    lane: data.lane,
    purpose: data.purpose,
    text,
    segments,
    encoding,
    onUnknown: data.onUnknown,
    inReplyTo: data.inReplyTo,
    campaign: data.campaign,
    sendAfterMs,
    expiresAtMs:
      data.expiresAt === undefined
        ? Math.max(nowMs, sendAfterMs ?? nowMs) + DEFAULT_VALIDITY_MS
        : Date.parse(data.expiresAt),
    conversationId: request.conversationId,
    traceparent: request.traceparent,
    queuedAtMs: nowMs,
  };
  return { consents, facts, mt, replaced, refusal: refuse() };

  function refuse(): RefusalCode | undefined {
    if (!knownSender) return 'SENDER_UNKNOWN';
    if (!trusted && (data.purpose !== 'information' || data.consent !== undefined)) return 'PURPOSE_RESERVED';
    if (!trusted && data.lane === 'compliance') return 'PURPOSE_RESERVED';
    if (mt.expiresAtMs <= nowMs) return 'EXPIRED';
    const unwanted = refusalOf({
      purpose: data.purpose,
      lane: data.lane,
      hasProgram: data.program !== undefined,
      programState: data.program === undefined ? 'none' : stateOf(consents, data.sender, data.program),
      senderState: stateOf(consents, data.sender, EVERYTHING),
    });
    return unwanted ?? (isTooLong(mt, rules) ? 'TOO_LONG' : undefined);
  }
}
