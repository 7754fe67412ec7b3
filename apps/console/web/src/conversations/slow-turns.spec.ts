import { span } from '@parley/traces';
import type { StoryEntry } from '../../../src/domain/story-entry.js';
import { slowTurns, withSlowTurns, type Line } from './slow-turns.js';
import { toldStory } from './told-story.js';

const MS = Date.parse('2026-11-25T10:00:00.000Z');
const entry = (
  eventId: string,
  kind: StoryEntry['kind'],
  second: number,
  traceId: string,
  more: Partial<StoryEntry> = {},
): StoryEntry => ({
  ...{ eventId, kind, at: new Date(MS + second * 1_000).toISOString(), traceId },
  ...{ conversationId: 'c', subscriber: '+14155550101', sender: '12345' },
  ...{ mtId: undefined, text: undefined, data: {} },
  ...more,
});
const at = (second: number): number => (MS + second * 1_000) * 1_000;
const submit = (traceId: string, second: number, durationUs: number) =>
  span(`submit/${traceId}`, undefined, at(second), {
    ...{ traceId, name: 'submit simulator', service: 'dispatcher', durationUs },
  });
const unreadable = (traceId: string, second: number, more = {}) =>
  span(`process/${traceId}`, undefined, at(second), {
    ...{ traceId, name: 'process parley.mt.requested.v1', service: 'dispatcher', failed: true },
    attributes: { 'error.type': 'SCHEMA_INVALID' },
    ...more,
  });
const told = (line: Line): string => (line.kind === 'slow' ? line.slow.sentence : line.told.entry.eventId);

const entries = [
  entry('quick', 'mo', 0, 't1'),
  entry('late', 'mo', 10, 't2'),
  entry('answer', 'mt', 10, 't2', { mtId: 'm2' }),
  entry('held', 'mt', 20, 't3', { mtId: 'm3' }),
  entry('until', 'status', 20, 't3', {
    mtId: 'm3',
    data: { status: 'retrying', code: 'QUIET_HOURS', nextAt: '2026-11-25T13:00:00.000Z' },
  }),
];
const THROUGH_CARRIER = 'Slow because the carrier simulator took 3.0 s to answer.';

describe('the timeline', () => {
  it('says before a slow turn why it was slow, by its trace or by its story', () => {
    const slow = slowTurns(entries, [submit('t1', 0, 900_000), submit('t2', 10, 3_000_000)]);
    const lines = withSlowTurns(toldStory(entries), slow).map(told);
    const held = expect.stringMatching(/held for quiet hours until .*:[03]0:00/) as string;
    expect(lines).toEqual(['quick', THROUGH_CARRIER, 'late', 'answer', held, 'held']);
    expect(slow.map(({ cause }) => cause)).toEqual(['carrier', 'hours']);
  });

  it('tells of what was set aside at its time, though no event came of it', () => {
    const slow = slowTurns(entries, [unreadable('lost', 5), unreadable('last', 30)]);
    const lines = withSlowTurns(toldStory(entries), slow).map(told);
    expect(lines[1]).toBe(
      'Set aside: dispatcher cannot read a record of mt.requested, SCHEMA_INVALID; see Repairs.',
    );
    expect(lines.at(-1)).toBe(lines[1]);
    expect(lines).toHaveLength(7);
  });

  it('says nothing of a receipt that was slow: nobody waits for it', () => {
    const receipt = entry('r', 'receipt', 40, 't9', { mtId: 'm2' });
    const poll = span('poll', undefined, at(40), {
      ...{ traceId: 't9', name: 'poll parley.receipt.received.v1', service: 'dispatcher' },
      durationUs: 4_000_000,
    });
    const delivered = entry('d', 'status', 44, 't9', { mtId: 'm2', data: { status: 'delivered' } });
    expect(slowTurns([receipt, delivered], [poll])).toEqual([]);
  });
});
