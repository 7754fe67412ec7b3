import { SpanKind, type Attributes, type Span } from '@opentelemetry/api';
import { endSpan, isSampled, startSpan, traceparentOf } from '@parley/platform';
import type { SendOutcome } from '@parley/carriers';
import type { MtRefusal } from '@parley/sms';
import { waitsBefore, type Wait } from './domain/waits.js';
import type { ClaimedMt } from './mt-claims.store.js';
import { sendMetrics } from './send-metrics.js';

/** What a text's spans say of it. */
type Told = Pick<ClaimedMt, 'id' | 'conversationId' | 'lane' | 'traceparent'>;

const QUIET_HOURS: MtRefusal = 'QUIET_HOURS';

const WAIT_NAMES: Record<Wait['kind'], string> = {
  time: 'wait for its time',
  hours: 'wait for quiet hours to end',
  slot: 'wait for slot',
};

/** What a text that is queued waits for: told when it begins, so that a trace of now says until when. */
export function noteWaits(mt: Told, waits: readonly Wait[]): void {
  if (waits.some(({ kind }) => kind === 'hours'))
    sendMetrics.outcomes.add(1, { status: 'retrying', code: QUIET_HOURS });
  if (isSampled(mt.traceparent)) for (const wait of waits) noteWait(mt, wait);
}

function noteWait(mt: Told, { kind, startMs, endMs }: Wait): void {
  const span = startSpan(WAIT_NAMES[kind], {
    kind: SpanKind.INTERNAL,
    parent: mt.traceparent,
    attributes: {
      ...about(mt),
      'parley.wait': kind,
      ...(kind === 'hours' && { 'parley.code': QUIET_HOURS }),
    },
    startMs,
  });
  endSpan(span, endMs);
}

/** The request that is under way until `endAttempt`. */
export function startAttempt(mt: ClaimedMt, carrier: string, startMs: number): Span {
  return startSpan(`submit ${carrier}`, {
    kind: SpanKind.CLIENT,
    parent: mt.traceparent,
    attributes: { ...about(mt), 'parley.carrier': carrier, 'parley.attempt': mt.attempt },
    startMs,
  });
}

/**
 * Ends the request, and tells what the text waited for before it.
 * @param startMs when the request began
 */
export function endAttempt(span: Span, mt: ClaimedMt, startMs: number, outcome: SendOutcome): void {
  if (notBegun(outcome)) {
    // It waits on: one wait, which the attempt that does begin tells as a whole.
    span.setAttribute('parley.mt.outcome', 'not begun');
    return endSpan(span);
  }
  // Of what is sampled the wait for a time was told when it began. Of the rest nobody knows any more for what it waited:
  // quiet hours are told as its time too.
  const told = isSampled(mt.traceparent);
  for (const wait of waitsBefore(mt, startMs)) if (wait.kind === 'slot' || !told) noteWait(mt, wait);
  span.setAttribute('parley.mt.outcome', outcome.kind);
  const code = 'code' in outcome ? outcome.code : 'THROTTLED';
  endSpan(span, undefined, outcome.kind === 'submitted' ? undefined : code);
}

/**
 * An attempt that failed in a conversation which is not sampled is kept all the same, made after the fact; a throttle is
 * no failure, and what had not begun goes back as if never claimed. What follows from it, its status, is sampled too (docs/adr/0012).
 * @returns its trace context; undefined where there is nothing to keep
 */
export function keepFailedAttempt(
  mt: ClaimedMt,
  carrier: string,
  startMs: number,
  outcome: SendOutcome,
): string | undefined {
  if (outcome.kind === 'submitted' || outcome.kind === 'throttled') return undefined;
  if (notBegun(outcome)) return undefined;
  const span = startAttempt(mt, carrier, startMs);
  span.setAttribute('parley.kept', 'failed');
  endAttempt(span, mt, startMs, outcome);
  return traceparentOf(span);
}

function notBegun(outcome: SendOutcome): boolean {
  return outcome.kind === 'failed' && outcome.code === 'SEND_BY_PASSED';
}

/** What a text waits for until its next attempt, told when it begins. */
export function noteRetryWait(mt: ClaimedMt, afterMs: number, code: string, nowMs: number): void {
  if (!isSampled(mt.traceparent)) return;
  const span = startSpan('wait for retry', {
    kind: SpanKind.INTERNAL,
    parent: mt.traceparent,
    attributes: { ...about(mt), 'parley.wait': 'retry', 'parley.code': code, 'parley.attempt': mt.attempt },
    startMs: nowMs,
  });
  endSpan(span, nowMs + afterMs);
}

/** A text that ended without an attempt here: refused at the last look, or claimed by a replica that died. */
export function noteUnsent(mt: ClaimedMt, status: string, code: string | undefined): void {
  const lost = status === 'unknown';
  if (!lost && !isSampled(mt.traceparent)) return;
  const span = startSpan(lost ? 'submit abandoned' : 'refuse', {
    kind: SpanKind.INTERNAL,
    parent: mt.traceparent,
    attributes: {
      ...about(mt),
      'parley.mt.status': status,
      ...(code !== undefined && { 'parley.code': code }),
      ...(lost && !isSampled(mt.traceparent) && { 'parley.kept': 'failed' }),
    },
  });
  endSpan(span, undefined, lost ? code : undefined);
}

function about(mt: Told): Attributes {
  return {
    'messaging.message.id': mt.id,
    'messaging.message.conversation_id': mt.conversationId,
    'parley.lane': mt.lane,
  };
}
