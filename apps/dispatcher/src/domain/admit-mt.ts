import type { MtRequested, ProgramConfigured, SenderConfigured } from '@parley/contracts';
import {
  isTimeZone,
  type MarketingHours,
  type MtRefusal,
  type Opening,
  type Place,
  type Replacement,
} from '@parley/sms';
import { isCalledBack } from './cancel-order.js';
import { EVERYTHING, foldConsents, stateOf, type ConsentFact } from './consent-view.js';
import { fitText, isTooLong } from './fit-text.js';
import { dayOf, isCapped, limitOf, type Counted } from './limits.js';
import { isMarketing } from './marketing.js';
import { refusalOf } from './permission.js';
import type { Place as PlaceInPool } from './place-in-pool.js';
import type { QueuedMt } from './queued-mt.js';
import type { Standing } from './standing.js';
import { waitsAhead, type Wait } from './waits.js';

/** Our own services: only they may use compliance purposes or carry consent. */
const TRUSTED = new Set(['parley/keyword-router', 'parley/subscriptions', 'parley/dispatcher']);

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

/** What is configured and known around a text, beside the person. */
export interface Terms {
  /** Absent: the sender is not ours. */
  readonly sender?: SenderConfigured;
  readonly program?: ProgramConfigured;
  /** When marketing may go on this sender. */
  readonly hours: MarketingHours;
  /** Where a number's people may be; asked only where a rule needs it. */
  placeOf(e164: string): Place;
  /** When the text's campaign was cancelled, ms since the epoch. */
  readonly cancelledAtMs?: number;
  readonly counted: Counted;
  /** Where the sender is a pool: the number that it goes from. */
  readonly from?: PlaceInPool | undefined;
}

export interface Admission {
  readonly standing: Standing;
  readonly facts: readonly ConsentFact[];
  readonly mt: QueuedMt;
  /** What smart encoding replaced in its text. */
  readonly replaced: readonly Replacement[];
  /** Absent: the text is queued. */
  readonly refusal?: MtRefusal;
  /** The calendar day on which it counts under its program's cap. */
  readonly day?: string;
  /** True: the person wrote, so they are not given up any more. */
  readonly reached: boolean;
  /** True: it waits for the person's hours. */
  readonly deferred: boolean;
  /** What it is going to wait for before it may be sent. */
  readonly waits: readonly Wait[];
}

/** Whether a request is from one of our own services. */
export function isOurs(source: string): boolean {
  return TRUSTED.has(source);
}

/**
 * Decides whether a requested text is queued. The consent changes it carries are folded in first, so that an
 * opt-out's confirmation and its suppression are one commit, before the confirmation can leave (I2).
 */
export function admit(before: Standing, request: Request, terms: Terms, nowMs: number): Admission {
  const { data, source } = request;
  const ours = isOurs(source);
  const facts = ours ? (data.consent ?? []).map((fact) => ({ ...fact, sender: data.sender })) : [];
  const consents = foldConsents(before.consents, facts);
  // An answer of ours is to a text of theirs: whoever writes can be reached.
  const reached = before.unreachable === true && ours && data.inReplyTo !== undefined;
  const standing =
    consents === before.consents && !reached
      ? before
      : { ...before, consents, unreachable: before.unreachable && !reached };
  const rules = {
    smartEncoding: terms.sender?.smartEncoding,
    maxSegments: terms.program?.maxSegments ?? terms.sender?.maxSegments,
  };
  const { text, segments, encoding, replaced } = fitText(data.text, rules);
  const sendAfterMs = data.sendAfter === undefined ? undefined : Date.parse(data.sendAfter);
  const wantedMs = Math.max(nowMs, sendAfterMs ?? nowMs);
  const place = lazily(() => placeOf(standing, data.subscriber, terms));
  const hours = isMarketing(data, terms.program) ? terms.hours.opening(place(), wantedMs) : ALWAYS;
  const deferred = hours !== undefined && hours !== ALWAYS && hours.atMs > wantedMs;
  const dueMs = deferred ? hours.atMs : wantedMs;
  const mt: QueuedMt = {
    id: request.id,
    subscriber: data.subscriber,
    sender: data.sender,
    number: terms.from?.number,
    placed: terms.from?.keeps && terms.from.keeps.number === terms.from.number,
    program: data.program,
    lane: data.lane,
    purpose: data.purpose,
    text,
    segments,
    encoding,
    onUnknown: data.onUnknown,
    inReplyTo: data.inReplyTo,
    moReceivedAtMs: data.moReceivedAt === undefined ? undefined : Date.parse(data.moReceivedAt),
    campaign: data.campaign,
    sendAfterMs: deferred ? dueMs : sendAfterMs,
    openUntilMs: hours?.untilMs,
    zones: hours === ALWAYS ? undefined : place().zones.join(' '),
    expiresAtMs: data.expiresAt === undefined ? dueMs + DEFAULT_VALIDITY_MS : Date.parse(data.expiresAt),
    conversationId: request.conversationId,
    traceparent: request.traceparent,
    queuedAtMs: nowMs,
  };
  const day = isCapped(data, terms.program) ? dayOf(place().zones, dueMs) : undefined;
  const refusal = refuse();
  return {
    standing,
    facts,
    mt,
    replaced,
    refusal,
    day,
    reached,
    deferred: deferred && refusal === undefined,
    waits: waitsAhead(nowMs, wantedMs, dueMs),
  };

  function refuse(): MtRefusal | undefined {
    if (!terms.sender) return 'SENDER_UNKNOWN';
    if (!ours && (data.purpose !== 'information' || data.consent !== undefined)) return 'PURPOSE_RESERVED';
    if (!ours && data.lane === 'compliance') return 'PURPOSE_RESERVED';
    if (isCalledBack(request.time, terms.cancelledAtMs)) return 'CANCELLED';
    if (mt.expiresAtMs <= nowMs) return 'EXPIRED';
    const denied = refusalOf({
      purpose: data.purpose,
      lane: data.lane,
      hasProgram: data.program !== undefined,
      programState: data.program === undefined ? 'none' : stateOf(consents, data.sender, data.program),
      senderState: stateOf(consents, data.sender, EVERYTHING),
    });
    if (denied) return denied;
    if (isTooLong(mt, rules)) return 'TOO_LONG';
    if (standing.unreachable && data.purpose === 'information') return 'UNREACHABLE_RECIPIENT';
    const country = terms.sender.countries && place().country;
    const limit = limitOf(data, { sender: terms.sender, ours, country, counted: terms.counted });
    if (limit) return limit;
    if (hours === undefined || (deferred && mt.expiresAtMs <= dueMs)) return 'QUIET_HOURS';
    const most = terms.program?.maxPerDay ?? Infinity;
    return day !== undefined && (terms.counted.days?.[day] ?? 0) >= most ? 'FREQUENCY_CAPPED' : undefined;
  }
}

const ALWAYS: Partial<Opening> & { atMs: number } = { atMs: -Infinity };

/** What the person said of their time zone goes before where their number is from; the law is that of the number. */
function placeOf(standing: Standing, subscriber: string, terms: Terms): Place {
  const place = terms.placeOf(subscriber);
  const { timeZone } = standing;
  return timeZone !== undefined && isTimeZone(timeZone) ? { ...place, zones: [timeZone] } : place;
}

function lazily<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
