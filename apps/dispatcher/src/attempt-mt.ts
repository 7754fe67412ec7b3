import { receiptUrl, type CarrierSender, type SendOutcome } from '@parley/carriers';
import { isSampled, traceparentOf } from '@parley/platform';
import type { ClaimedMt } from './mt-claims.store.js';
import { addressOf } from './our-numbers.js';
import { sendMetrics } from './send-metrics.js';
import { endAttempt, keepFailedAttempt, startAttempt } from './send-spans.js';

export interface Attempt {
  readonly outcome: SendOutcome;
  /** Trace context of the attempt. */
  readonly traceparent: string;
  /** From the text handed over to the outcome, ms. */
  readonly tookMs: number;
}

export interface AttemptTerms {
  readonly carrier: string;
  readonly publicUrl: string;
  /** ms since the epoch: nothing is written to the carrier after it. */
  readonly sendBy: number;
  readonly nowMs: number;
}

/** One attempt to hand a text to its carrier, with its spans: what it waited for, and the request. */
export async function attemptMt(mt: ClaimedMt, sender: CarrierSender, terms: AttemptTerms): Promise<Attempt> {
  const span = isSampled(mt.traceparent) ? startAttempt(mt, terms.carrier, terms.nowMs) : undefined;
  const traceparent = span ? traceparentOf(span) : mt.traceparent;
  const startedMs = performance.now();
  const outcome = await sender.send({
    mtId: mt.id,
    from: addressOf(mt),
    to: mt.subscriber,
    text: mt.text,
    callbackUrl: receiptUrl(terms.publicUrl, terms.carrier, mt.id),
    validitySeconds: Math.max(1, Math.floor((mt.expiresAtMs - terms.nowMs) / 1000)),
    sendBy: terms.sendBy,
    traceparent,
  });
  const labels = { carrier: terms.carrier, outcome: outcome.kind };
  const tookMs = performance.now() - startedMs;
  sendMetrics.submit.record(tookMs / 1000, labels);
  if (span) {
    endAttempt(span, mt, terms.nowMs, outcome);
    return { outcome, traceparent, tookMs };
  }
  const kept = keepFailedAttempt(mt, terms.carrier, terms.nowMs, outcome);
  return { outcome, traceparent: kept ?? traceparent, tookMs };
}
