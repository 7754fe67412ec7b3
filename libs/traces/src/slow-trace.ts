import type { StoredSpan } from '@parley/persistence';
import { ownTimes } from './longest.js';
import { slowest, together, type SlowCause, type Slowness } from './slowness.js';
import { shortName } from './trace-rows.js';
import type { TraceTree } from './trace-tree.js';

/** Who only looks on: no reply waits for it. */
const ONLOOKER = 'console';

/** Why a turn was slow, or why nothing came of it, by its spans. Undefined where nothing took long. */
export function slownessInTrace(tree: TraceTree): Slowness | undefined {
  const own = ownTimes(tree).filter(({ span }) => span.service !== ONLOOKER);
  for (const { span } of own) {
    const aside = setAside(span);
    if (aside && !own.some((other) => tookAfterwards(other.span, span))) return aside;
  }
  // Three short waits for the same are one long one.
  const sums = new Map<string, Slowness>();
  const told = new Map<string, number>();
  for (const { span, ownUs } of own) {
    const againUs = toldAgain(span, told);
    if (againUs > 0 && againUs >= ownUs) continue;
    const one = slownessBy(span, (ownUs - againUs) / 1_000);
    const name = [one.cause, one.who, one.what, one.code].join(' ');
    const sum = sums.get(name);
    sums.set(name, sum === undefined ? one : together(sum, one));
  }
  return slowest([...sums.values()]);
}

/**
 * What of a wait, in µs, an earlier one of the same text for the same has told already: no time is counted twice.
 * @param told until when the waits before it told, µs since the epoch
 */
function toldAgain(span: StoredSpan, told: Map<string, number>): number {
  const wait = text(span, 'parley.wait');
  if (wait === undefined) return 0;
  const name = `${wait} ${text(span, 'messaging.message.id') ?? ''}`;
  const endUs = span.startUs + span.durationUs;
  const untilUs = told.get(name) ?? span.startUs;
  told.set(name, Math.max(untilUs, endUs));
  return Math.max(0, Math.min(untilUs, endUs) - span.startUs);
}

const PARKED: ReadonlySet<string> = new Set(['HANDLER_BUG', 'BEHIND_PARKED']);

/** A `process` that failed: its record went to the dead letters, or was parked with its conversation. */
function setAside(span: StoredSpan): Slowness | undefined {
  const [step, topic] = shortName(span.name).split(' ');
  if (step !== 'process' || !span.failed) return undefined;
  const code = text(span, 'error.type');
  const cause = code !== undefined && PARKED.has(code) ? 'parked' : 'unreadable';
  return { cause, ms: 0, untilMs: endMs(span), times: 1, who: span.service, what: topic ?? '', code };
}

/** Somebody mended it since: the same record was taken in the end. Published again it has the same cause, and only it. */
function tookAfterwards(later: StoredSpan, failed: StoredSpan): boolean {
  return (
    !later.failed &&
    later.name === failed.name &&
    later.service === failed.service &&
    later.parentSpanId === failed.parentSpanId &&
    later.startUs >= failed.startUs + failed.durationUs
  );
}

const WAITS: Readonly<Record<string, SlowCause>> = {
  retry: 'retry',
  hours: 'hours',
  time: 'time',
  slot: 'pace',
};

function slownessBy(span: StoredSpan, ms: number): Slowness {
  const [step, rest = ''] = shortName(span.name).split(/ (.*)/);
  const about = { ms, untilMs: endMs(span), times: 1, code: text(span, 'parley.code') };
  const wait = WAITS[text(span, 'parley.wait') ?? ''];
  if (wait !== undefined) return { ...about, cause: wait, who: '', what: '' };
  if (step === 'submit')
    return { ...about, cause: 'carrier', who: rest, what: '', code: text(span, 'error.type') };
  if (step === 'poll') return { ...about, cause: 'behind', who: span.service, what: rest };
  return { ...about, cause: 'work', who: span.service, what: shortName(span.name) };
}

const endMs = (span: StoredSpan): number => (span.startUs + span.durationUs) / 1_000;

function text({ attributes }: StoredSpan, name: string): string | undefined {
  const value = attributes[name];
  return typeof value === 'string' ? value : undefined;
}
