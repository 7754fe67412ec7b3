import type { PersonErased, PersonEraseRequested } from '@parley/contracts';
import type { Steps } from '../batch.js';
import type { Envelope } from '../envelope.js';
import { MemoryDatabase } from '../loop/memory-database.builder.js';
import { Erasing } from './erasing.js';
import type { Erasures } from './erasures.js';

const ANN = '+14155550101';
const NOW = Date.parse('2026-11-26T15:00:00.000Z');
const iso = (ms: number): string => new Date(ms).toISOString();

/** One event through the steps that a batch would run. */
async function decided<T>(data: T, known: number | undefined, how: 'requested' | 'again') {
  const erasures = {
    service: 'dispatcher',
    refresh: () => Promise.resolve(),
    untilOf: () => known,
    note: (until: ReadonlyMap<string, number>) => ({ name: 'note', text: '', values: [...until] }),
  } as unknown as Erasures;
  const event = { key: ANN, time: NOW - 50, data } as Envelope<T>;
  const afterwards = async (people: readonly string[]) => () => [
    { name: 'left', data: `left of ${people.join()}` } as never,
  ];
  const own = {
    erase: (people: readonly string[]) => [{ name: 'own', text: '', values: people }],
    afterwards,
  };
  let found:
    { effects: unknown[]; names: string[]; statements: string[]; until?: number | undefined } | undefined;
  const batch = {
    events: [event],
    run: async (steps: Steps<T, number>) => {
      expect([steps.erases, steps.remains!(event)]).toEqual([true, event]);
      const states = await steps.load([ANN], [event]);
      const { state, effects } = steps.decide(states.get(ANN), event, NOW);
      const changed = new Map(state === undefined ? [] : [[ANN, state]]);
      const statements = steps.save(changed, []).map(({ name }) => name);
      const names = effects.map(({ name }) => name);
      found = { effects: effects.map((effect) => effect.data), names, statements, until: state };
    },
  };
  await new Erasing(new MemoryDatabase(), erasures)[how](batch as never, own);
  return found!;
}

const request: PersonEraseRequested = { subscriber: ANN, requestedAt: iso(NOW - 50) };
const told = (fields: Partial<PersonErased>): PersonErased => ({
  subscriber: ANN,
  service: 'keyword-router',
  erasedAt: iso(NOW - 10),
  pass: 1,
  ...fields,
});

describe('an erasure', () => {
  it('that is asked for destroys, notes until when, and says so', async () => {
    expect(await decided(request, undefined, 'requested')).toEqual({
      statements: ['note', 'erasures.release', 'own'],
      until: NOW,
      effects: [{ subscriber: ANN, service: 'dispatcher', erasedAt: iso(NOW), pass: 1 }],
      // No other service's event has its id.
      names: ['erased/dispatcher'],
    });
  });

  it('of another service that was later destroys again', async () => {
    const { until, effects } = await decided(told({}), NOW - 20, 'again');
    expect([until, effects]).toEqual([NOW, [expect.objectContaining({ pass: 2 })]]);
  });

  it('of another service that was earlier is nothing new', async () => {
    const found = await decided(told({ erasedAt: iso(NOW - 30) }), NOW - 20, 'again');
    expect(found).toEqual({ statements: [], until: undefined, effects: [], names: [] });
  });

  it('of its own destroys nothing again: what is left is looked at, as nothing of before comes in any more', async () => {
    const found = await decided(told({ service: 'dispatcher' }), NOW - 20, 'again');
    expect(found).toMatchObject({ statements: [], until: undefined, effects: [`left of ${ANN}`] });
  });

  it('of the last pass destroys again, and says it to nobody', async () => {
    const { until, effects } = await decided(told({ pass: 3 }), NOW - 20, 'again');
    expect([until, effects]).toEqual([NOW, []]);
  });

  it('never goes back: an instant that was noted stands', async () => {
    expect((await decided(request, NOW + 500, 'requested')).until).toBe(NOW + 500);
  });
});
