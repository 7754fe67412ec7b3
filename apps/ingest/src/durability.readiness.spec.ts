import { durabilityReadiness } from './durability.readiness.js';
import type { DurablePublisher, KafkaSink } from './durable-publisher.js';
import type { SpoolStore } from './spool.store.js';

type State = 'there' | 'away' | 'hung';

function answer(state: State): Promise<number> {
  if (state === 'hung') return new Promise(() => undefined);
  return state === 'there' ? Promise.resolve(0) : Promise.reject(new Error('away'));
}

function ready(kafka: State, postgres: State, spooledUpTo = 0): Promise<boolean> | boolean {
  const publisher = { spooling: spooledUpTo > 0, spooledUpTo } as DurablePublisher;
  const spool = { remaining: () => answer(postgres) } as unknown as SpoolStore;
  const sink = { connect: () => answer(kafka) } as unknown as KafkaSink;
  return durabilityReadiness(publisher, spool, sink).ready();
}

describe('durabilityReadiness', () => {
  it.each<[boolean, State, State]>([
    [true, 'there', 'there'],
    [true, 'away', 'there'],
    [true, 'there', 'away'],
    [true, 'there', 'hung'],
    [false, 'away', 'away'],
    [false, 'hung', 'hung'],
  ])('is %s with Kafka %s and PostgreSQL %s', async (expected, kafka, postgres) => {
    expect(await ready(kafka, postgres)).toBe(expected);
  });

  it('needs PostgreSQL while records lie in the spool, as nothing may overtake them', async () => {
    expect(await ready('there', 'away', 7)).toBe(false);
    expect(await ready('away', 'there', 7)).toBe(true);
  });
});
