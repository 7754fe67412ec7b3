import { SpanKind, type Span } from '@opentelemetry/api';
import { receiptUrl, type CarrierSender, type SendOutcome } from '@parley/carriers';
import { endSpan, isSampled, startSpan, traceparentOf } from '@parley/platform';
import type { ClaimedMt } from './mt-claims.store.js';

export interface Attempt {
  readonly outcome: SendOutcome;
  /** Trace context of the attempt. */
  readonly traceparent: string;
}

export interface AttemptTerms {
  readonly carrier: string;
  readonly publicUrl: string;
  /** ms since the epoch: nothing is written to the carrier after it. */
  readonly sendBy: number;
  readonly nowMs: number;
}

/** One attempt to hand a text to its carrier, with its spans: the wait for the slot, and the request. */
export async function attemptMt(mt: ClaimedMt, sender: CarrierSender, terms: AttemptTerms): Promise<Attempt> {
  const span = isSampled(mt.traceparent) ? startAttempt(mt, terms) : undefined;
  const traceparent = span ? traceparentOf(span) : mt.traceparent;
  const outcome = await sender.send({
    mtId: mt.id,
    from: mt.sender,
    to: mt.subscriber,
    text: mt.text,
    callbackUrl: receiptUrl(terms.publicUrl, terms.carrier, mt.id),
    validitySeconds: Math.max(1, Math.floor((mt.expiresAtMs - terms.nowMs) / 1000)),
    sendBy: terms.sendBy,
    traceparent,
  });
  if (span) {
    span.setAttribute('parley.mt.outcome', outcome.kind);
    endSpan(
      span,
      undefined,
      outcome.kind === 'submitted' ? undefined : 'code' in outcome ? outcome.code : 'THROTTLED',
    );
  }
  return { outcome, traceparent };
}

function startAttempt(mt: ClaimedMt, terms: AttemptTerms): Span {
  const about = {
    'messaging.message.id': mt.id,
    'messaging.message.conversation_id': mt.conversationId,
    'parley.lane': mt.lane,
  };
  const wait = startSpan('wait for slot', {
    kind: SpanKind.INTERNAL,
    parent: mt.traceparent,
    attributes: about,
    startMs: mt.queuedAtMs,
  });
  endSpan(wait, terms.nowMs);
  return startSpan(`submit ${terms.carrier}`, {
    kind: SpanKind.CLIENT,
    parent: mt.traceparent,
    attributes: { ...about, 'parley.carrier': terms.carrier, 'parley.attempt': mt.attempt },
    startMs: terms.nowMs,
  });
}
