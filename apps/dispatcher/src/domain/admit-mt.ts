import type { MtRequested, SenderConfigured } from '@parley/contracts';
import { countSegments } from '@parley/sms';
import { isCalledBack } from './cancel-order.js';
import { EVERYTHING, foldConsents, stateOf, type ConsentFact, type ConsentView } from './consent-view.js';
import { refusalOf } from './permission.js';
import type { QueuedMt } from './queued-mt.js';
import type { RefusalCode } from './refusals.js';

/** Our own services: only they may use compliance purposes or carry consent. */
const TRUSTED = new Set(['parley/keyword-router', 'parley/subscriptions']);

/** How long a text is worth sending when it doesn't say: 10 hours from when it may go, as aggregators keep by default. */
const DEFAULT_VALIDITY_MS = 36_000_000;

export interface Request {
  readonly id: string;
  readonly source: string;
  /** When it was asked for, ms since the epoch. */
  readonly time: number;
  readonly conversationId: string;
  readonly traceparent: string;
  readonly data: MtRequested;
}

/** What is configured and known around a text, beside the person's consents. */
export interface Terms {
  /** Absent: the sender is not ours. */
  readonly sender?: SenderConfigured;
  /** When the text's campaign was cancelled, ms since the epoch. */
  readonly cancelledAtMs?: number;
}

export interface Admission {
  readonly consents: ConsentView;
  readonly facts: readonly ConsentFact[];
  readonly mt: QueuedMt;
  /** Absent: the text is queued. */
  readonly refusal?: RefusalCode;
}

/**
 * Decides whether a requested text is queued. The consent changes it carries are folded in first, so that an
 * opt-out's confirmation and its suppression are one commit, before the confirmation can leave (I2).
 */
export function admit(view: ConsentView, request: Request, terms: Terms, nowMs: number): Admission {
  const { data, source } = request;
  const trusted = TRUSTED.has(source);
  const facts = trusted ? (data.consent ?? []).map((fact) => ({ ...fact, sender: data.sender })) : [];
  const consents = foldConsents(view, facts);
  const { segments, encoding } = countSegments(data.text);
  const sendAfterMs = data.sendAfter === undefined ? undefined : Date.parse(data.sendAfter);
  const mt: QueuedMt = {
    id: request.id,
    subscriber: data.subscriber,
    sender: data.sender,
    program: data.program,
    lane: data.lane,
    purpose: data.purpose,
    text: data.text,
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
  return { consents, facts, mt, refusal: refuse() };

  function refuse(): RefusalCode | undefined {
    if (!terms.sender) return 'SENDER_UNKNOWN';
    if (!trusted && (data.purpose !== 'information' || data.consent !== undefined)) return 'PURPOSE_RESERVED';
    if (!trusted && data.lane === 'compliance') return 'PURPOSE_RESERVED';
    if (isCalledBack(request.time, terms.cancelledAtMs)) return 'CANCELLED';
    if (mt.expiresAtMs <= nowMs) return 'EXPIRED';
    return refusalOf({
      purpose: data.purpose,
      lane: data.lane,
      hasProgram: data.program !== undefined,
      programState: data.program === undefined ? 'none' : stateOf(consents, data.sender, data.program),
      senderState: stateOf(consents, data.sender, EVERYTHING),
    });
  }
}
