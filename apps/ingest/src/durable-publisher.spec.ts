import type { OutgoingRecord } from '@parley/messaging';
import { DurablePublisher, type KafkaSink } from './durable-publisher.js';
import { NotDurableError } from './not-durable.error.js';
import type { SpoolStore } from './spool.store.js';

const LIMITS = { lingerMs: 0, kafkaMs: 50, spoolMs: 50 };
const AWAY = new Error('away');

function record(name: string): OutgoingRecord {
  return { topic: 't', key: 'k', value: name, headers: {} };
}

/** A place that keeps records, is away, or hangs, as the test says. */
class Place {
  state: 'there' | 'away' | 'hung' = 'there';
  readonly writes: string[][] = [];

  async take(records: readonly OutgoingRecord[]): Promise<number> {
    if (this.state === 'away') throw AWAY;
    if (this.state === 'hung') await new Promise(() => undefined);
    this.writes.push(records.map(({ value }) => value));
    return this.writes.flat().length;
  }

  get records(): string[] {
    return this.writes.flat();
  }
}

function given(newestSpooled = 0, limits = LIMITS) {
  const kafka = new Place();
  const spool = new Place();
  const switched: string[] = [];
  const sink = {
    connect: async () => undefined,
    publish: (records: OutgoingRecord[]) => kafka.take(records),
  } as unknown as KafkaSink;
  const store = { add: (records: OutgoingRecord[]) => spool.take(records) } as unknown as SpoolStore;
  const metrics = { written: () => undefined, switched: (place: string) => void switched.push(place) };
  const publisher = new DurablePublisher(sink, store, limits, metrics, newestSpooled);
  const publish = (...names: string[]) => publisher.publish(names.map(record));
  return { kafka, spool, switched, publisher, publish };
}

describe('DurablePublisher', () => {
  it('publishes what comes in together in one request, in the order in which it came', async () => {
    const { kafka, spool, publish } = given();
    await Promise.all([publish('a'), publish('b', 'c'), publish('d')]);
    expect(kafka.writes).toEqual([['a', 'b', 'c', 'd']]);
    expect(spool.records).toEqual([]);
  });

  it('puts what comes in during a write into the next one', async () => {
    const { kafka, publish } = given();
    const first = publish('a');
    const second = first.then(() => undefined);
    await first;
    await Promise.all([publish('b'), publish('c'), second]);
    expect(kafka.writes).toEqual([['a'], ['b', 'c']]);
  });

  it('spools while Kafka is away, and goes on spooling behind it when Kafka is back', async () => {
    const { kafka, spool, publisher, publish } = given();
    kafka.state = 'away';
    await publish('a');
    kafka.state = 'there';
    await publish('b');
    expect(spool.records).toEqual(['a', 'b']);
    expect(kafka.records).toEqual([]);
    expect(publisher.spooling).toBe(true);
    expect(publisher.spooledUpTo).toBe(2);
  });

  it('counts a Kafka that hangs as away', async () => {
    const { kafka, spool, publish } = given();
    kafka.state = 'hung';
    await publish('a');
    expect(spool.records).toEqual(['a']);
  });

  it('spools those who waited behind a failing write along with it', async () => {
    const { kafka, spool, publish } = given();
    kafka.state = 'hung';
    const first = publish('a');
    await new Promise((resolve) => setTimeout(resolve, LIMITS.kafkaMs / 2));
    await Promise.all([first, publish('b')]);
    expect(spool.writes).toEqual([['a', 'b']]);
  });

  it('begins by spooling when an earlier life left records in the spool', async () => {
    const { kafka, spool, publish } = given(17);
    await publish('a');
    expect(spool.records).toEqual(['a']);
    expect(kafka.records).toEqual([]);
  });

  it('refuses only when both are away, and takes Kafka when it is back', async () => {
    const { kafka, spool, publisher, publish } = given();
    kafka.state = 'away';
    spool.state = 'hung';
    await expect(publish('a')).rejects.toThrow(NotDurableError);
    expect(publisher.spooling).toBe(false);
    kafka.state = 'there';
    await publish('b');
    expect(kafka.records).toEqual(['b']);
  });

  it('refuses rather than overtake: with records in a spool that is away, Kafka is not used', async () => {
    const { kafka, spool, publish } = given();
    kafka.state = 'away';
    await publish('a');
    spool.state = 'away';
    kafka.state = 'there';
    await expect(publish('b')).rejects.toMatchObject({ code: 'NOT_DURABLE' });
    expect(kafka.records).toEqual([]);
    spool.state = 'there';
    await publish('c');
    expect(spool.records).toEqual(['a', 'c']);
  });

  it('refuses at once when too many wait', async () => {
    const { kafka, spool, publish } = given();
    kafka.state = 'hung';
    spool.state = 'hung';
    const waiting = Array.from({ length: 20_000 }, () => publish('a').catch(() => 'refused'));
    await expect(publish('one more')).rejects.toThrow('too many');
    expect(new Set(await Promise.all(waiting))).toEqual(new Set(['refused']));
  });

  it('splits what is more than Kafka takes at once', async () => {
    const { kafka, publish } = given();
    const long = 'x'.repeat(100_000);
    await Promise.all(Array.from({ length: 7 }, () => publish(long)));
    expect(kafka.writes.map((write) => write.length)).toEqual([3, 3, 1]);
  });

  describe('switchBack', () => {
    it('holds new records while the relay looks, then sends them to Kafka', async () => {
      const { kafka, spool, switched, publisher, publish } = given(1);
      let look!: (empty: boolean) => void;
      const switching = publisher.switchBack(() => new Promise((resolve) => (look = resolve)));
      const held = publish('b');
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect([...kafka.records, ...spool.records]).toEqual([]);
      look(true);
      await Promise.all([switching, held]);
      expect(kafka.records).toEqual(['b']);
      expect(switched).toEqual(['kafka']);
    });

    it('stays with the spool when records are left, or the look fails', async () => {
      const { spool, publisher, publish } = given(1);
      await publisher.switchBack(async () => false);
      await publish('a');
      await expect(publisher.switchBack(() => Promise.reject(AWAY))).rejects.toBe(AWAY);
      await publish('b');
      expect(spool.records).toEqual(['a', 'b']);
    });

    it('lets records go to the spool after 500 ms, and then no longer believes the look', async () => {
      const { spool, publisher, publish } = given(1);
      let look!: (empty: boolean) => void;
      const switching = publisher.switchBack(() => new Promise((resolve) => (look = resolve)));
      await publish('a');
      look(true);
      await switching;
      await publish('b');
      expect(spool.records).toEqual(['a', 'b']);
    });

    it('waits for the write that is under way before it looks', async () => {
      const { kafka, spool, publisher, publish } = given();
      kafka.state = 'hung';
      const writing = publish('a');
      await new Promise((resolve) => setTimeout(resolve, 10));
      let seen: string[] | undefined;
      await publisher.switchBack(async () => {
        seen = spool.records;
        return false;
      });
      expect(seen).toEqual(['a']);
      await writing;
    });
  });
});
