import type { StoredSpan } from '@parley/persistence';
import { slowSentence } from './slow-sentence.js';
import type { Told } from './slow-story.js';
import { span } from './span.builder.js';
import { traceTrees } from './trace-tree.js';
import { whySlow } from './why-slow.js';

const times = {
  lasted: (ms: number): string => `${(ms / 1_000).toFixed(1)} s`,
  clock: (ms: number): string => new Date(ms).toISOString().slice(11, 16),
};
const said = (spans: readonly StoredSpan[], told: readonly Told[] = []): string | undefined => {
  const slowness = whySlow(traceTrees(spans)[0], told);
  return slowness && slowSentence(slowness, times);
};

const S = 1_000_000;
const work = (name: string, service: string, startUs: number, more: Partial<StoredSpan> = {}) =>
  span(name, name === 'POST /mo' ? undefined : 'POST /mo', startUs, { name, service, ...more });
const wait = (name: string, kind: string, startUs: number, durationUs: number, code?: string) =>
  work(name, 'dispatcher', startUs, {
    spanId: `${name}/${startUs}`,
    durationUs,
    attributes: { 'parley.wait': kind, ...(code !== undefined && { 'parley.code': code }) },
  });
const waitOf = (id: string) => ({ 'parley.wait': 'slot', 'messaging.message.id': id });
const mo = work('POST /mo', 'ingest', 0);
const failed = (service: string, code: string) =>
  work('process parley.mt.requested.v1', service, 20, {
    spanId: service,
    failed: true,
    attributes: { 'error.type': code },
  });

describe('why a turn was slow', () => {
  it.each<[string, StoredSpan[], string | undefined]>([
    ['nothing, where nothing took long', [mo, wait('wait for slot', 'slot', 20, 0.9 * S)], undefined],
    [
      'the carrier',
      [mo, work('submit simulator', 'dispatcher', 20, { durationUs: 3 * S })],
      'Slow because the carrier simulator took 3.0 s to answer.',
    ],
    [
      'the carrier, that did not answer',
      [
        mo,
        work('submit simulator', 'dispatcher', 20, {
          durationUs: 10 * S,
          failed: true,
          attributes: { 'error.type': 'NO_ANSWER' },
        }),
      ],
      'Slow because the carrier simulator took 10.0 s to answer (NO_ANSWER).',
    ],
    [
      'throttles, all of them together, though none is the longest',
      [
        mo,
        wait('wait for slot', 'slot', 20, 1.8 * S),
        wait('wait for retry', 'retry', 2 * S, S, 'THROTTLED'),
        wait('wait for retry', 'retry', 4 * S, 1.5 * S, 'THROTTLED'),
      ],
      'Slow because the carrier slowed us down, THROTTLED: waited 2.5 s to try again (2 waits).',
    ],
    [
      'a carrier that is away',
      [mo, wait('wait for retry', 'retry', 20, 5 * S, 'CONNECTION_FAILED')],
      'Slow because it did not go at once, CONNECTION_FAILED: waited 5.0 s to try again.',
    ],
    [
      'quiet hours',
      [mo, wait('wait for quiet hours to end', 'hours', 20, 8 * 3600 * S, 'QUIET_HOURS')],
      'Slow because it is night where the person is: held for quiet hours until 08:00.',
    ],
    [
      'the time that it was asked for',
      [mo, wait('wait for its time', 'time', 20, 3600 * S)],
      'Slow because it was asked for later, for 01:00.',
    ],
    [
      'its slot',
      [mo, wait('wait for slot', 'slot', 20, 2 * S)],
      "Slow because it waited 2.0 s for its slot: the sender's pace, a pause, or an earlier text of the conversation.",
    ],
    [
      'its slot, of which two spans tell: no time counts twice',
      [
        mo,
        wait('wait for slot', 'slot', 20, 1.6 * S),
        { ...wait('wait for slot', 'slot', 20, S), spanId: 'b' },
      ],
      "Slow because it waited 1.6 s for its slot: the sender's pace, a pause, or an earlier text of the conversation.",
    ],
    [
      'the slots of two texts, which wait side by side',
      [
        mo,
        { ...wait('wait for slot', 'slot', 20, 1.6 * S), attributes: waitOf('first') },
        { ...wait('wait for slot', 'slot', 30, S), attributes: waitOf('second') },
      ],
      "Slow because it waited 2.6 s for its slot: the sender's pace, a pause, or an earlier text of the conversation.",
    ],
    [
      'a consumer that was behind',
      [mo, work('poll parley.mo.received.v1', 'keyword-router', 20, { durationUs: 4 * S })],
      'Slow because keyword-router was 4.0 s behind on mo.received.',
    ],
    [
      'work',
      [mo, work('process parley.mo.received.v1', 'keyword-router', 20, { durationUs: 2 * S })],
      'Slow because keyword-router took 2.0 s for process mo.received.',
    ],
    [
      'not what the console does: nothing waits for it',
      [mo, work('poll parley.mt.status.v1', 'console', 20, { durationUs: 4 * S })],
      undefined,
    ],
    [
      'a record that cannot be read, before all else',
      [mo, failed('console', 'SCHEMA_INVALID'), failed('dispatcher', 'SCHEMA_INVALID')],
      'Set aside: dispatcher cannot read a record of mt.requested, SCHEMA_INVALID; see Repairs.',
    ],
    [
      'a conversation that is parked',
      [mo, failed('dispatcher', 'HANDLER_BUG')],
      'Set aside: dispatcher could not decide on a record of mt.requested, HANDLER_BUG; see Repairs.',
    ],
    [
      'nothing, where a record that could not be read was mended and taken since',
      [
        mo,
        failed('dispatcher', 'SCHEMA_INVALID'),
        work('process parley.mt.requested.v1', 'dispatcher', 90 * S, { spanId: 'again' }),
      ],
      undefined,
    ],
    [
      'a record that cannot be read, though another of its kind was taken afterwards',
      [
        mo,
        failed('dispatcher', 'SCHEMA_INVALID'),
        work('send parley.mt.requested.v1', 'keyword-router', 15, { spanId: 'second' }),
        work('process parley.mt.requested.v1', 'dispatcher', 90, { spanId: 'p', parentSpanId: 'second' }),
      ],
      'Set aside: dispatcher cannot read a record of mt.requested, SCHEMA_INVALID; see Repairs.',
    ],
    [
      'a record that cannot be read, though another of its kind was taken before',
      [
        mo,
        work('process parley.mt.requested.v1', 'dispatcher', 10, { spanId: 'before' }),
        failed('dispatcher', 'SCHEMA_INVALID'),
      ],
      'Set aside: dispatcher cannot read a record of mt.requested, SCHEMA_INVALID; see Repairs.',
    ],
  ])('is %s', (_what, spans, expected) => {
    expect(said(spans)).toBe(expected);
  });

  const asked: Told[] = [
    { kind: 'mo', atMs: 0 },
    { kind: 'mt', atMs: 100, mtId: 'm' },
  ];
  const status = (atMs: number, name: string, code?: string, nextAtMs?: number): Told => ({
    ...{ kind: 'status', mtId: 'm', atMs, status: name, code, nextAtMs },
  });

  it.each<[string, Told[], string | undefined]>([
    ['nothing, where nothing took long', [...asked, status(900, 'submitted')], undefined],
    [
      'throttles',
      [
        status(9_000, 'submitted'),
        status(200, 'retrying', 'THROTTLED', 1_200),
        status(1_300, 'retrying', 'THROTTLED', 8_300),
      ],
      'Slow because the carrier slowed us down, THROTTLED: waited 8.0 s to try again (2 waits).',
    ],
    [
      'a retry of which nobody said when it comes, by when it came',
      [status(200, 'retrying', 'THROTTLED'), status(4_200, 'submitted')],
      'Slow because the carrier slowed us down, THROTTLED: waited 4.0 s to try again.',
    ],
    [
      'quiet hours that go on',
      [status(200, 'retrying', 'QUIET_HOURS', 8 * 3_600_000)],
      'Slow because it is night where the person is: held for quiet hours until 08:00.',
    ],
    [
      'what came after it was asked for',
      [status(3_100, 'submitted')],
      'Slow because it took 3.0 s from when it could go until the carrier had it: its slot, or the carrier.',
    ],
  ])('is told by the story where no trace is kept: %s', (_what, more, expected) => {
    expect(said([], [...asked, ...more])).toBe(expected);
  });

  it('is told by the statuses alone of what a campaign asked for', () => {
    expect(said([], [status(0, 'retrying', 'QUIET_HOURS', 8 * 3_600_000)])).toContain('until 08:00');
  });

  it('is told by the story: what came before it was asked for', () => {
    const late: Told[] = [
      { kind: 'mo', atMs: 0 },
      { kind: 'mt', atMs: 4_000, mtId: 'm' },
    ];
    expect(said([], late)).toBe(
      'Slow because the answer was asked for 4.0 s after the text came: a consumer was behind.',
    );
    expect(said([mo], late)).toBe(said([], late));
  });
});
