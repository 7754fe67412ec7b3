import type { OutgoingRecord } from '@parley/messaging';
import fc from 'fast-check';
import { DurablePublisher, type KafkaSink } from './durable-publisher.js';
import { RelaySpool } from './relay-spool.service.js';
import { SpoolStore, type SpooledRecord } from './spool.store.js';

const LIMITS = { lingerMs: 0, kafkaMs: 1000, spoolMs: 1000 };
const metrics = { written: () => undefined, switched: () => undefined, relayed: () => undefined };

/** The spool's table in memory, shared by replicas. */
class Table {
  rows: SpooledRecord[] = [];
  holder: string | undefined;
  away = false;
  private last = 0;

  insert(records: readonly OutgoingRecord[]): number {
    for (const record of records) this.rows.push({ id: (this.last += 1), record });
    return this.last;
  }
}

class MemorySpool extends SpoolStore {
  constructor(private readonly given: Table) {
    super();
  }

  private get table(): Table {
    if (this.given.away) throw new Error('PostgreSQL is away');
    return this.given;
  }

  async add(records: readonly OutgoingRecord[]): Promise<number> {
    return this.table.insert(records);
  }
  async claim(replica: string, most: number): Promise<SpooledRecord[] | undefined> {
    this.table.holder ??= replica;
    return this.table.holder === replica ? this.table.rows.slice(0, most) : undefined;
  }
  async remove(ids: readonly number[]): Promise<void> {
    this.table.rows = this.table.rows.filter(({ id }) => !ids.includes(id));
  }
  async release(replica: string): Promise<void> {
    if (this.table.holder === replica) this.table.holder = undefined;
  }
  async remaining(upToId: number, most: number): Promise<number> {
    return Math.min(most, this.table.rows.filter(({ id }) => id <= upToId).length);
  }
  async newest(): Promise<number> {
    return this.table.rows.at(-1)?.id ?? 0;
  }
}

class Broker implements KafkaSink {
  away = false;
  /** What happens while the next records are on their way. */
  meanwhile: (() => Promise<unknown>) | undefined;
  readonly log: string[] = [];
  readonly sizes: number[] = [];

  async connect(): Promise<void> {
    if (this.away) throw new Error('Kafka is away');
  }
  async publish(records: readonly OutgoingRecord[]): Promise<void> {
    await this.connect();
    const { meanwhile } = this;
    this.meanwhile = undefined;
    await meanwhile?.();
    this.sizes.push(records.length);
    this.log.push(...records.map(({ value }) => value));
  }
}

function record(value: string): OutgoingRecord {
  return { topic: 't', key: 'k', value, headers: {} };
}

function replicaOf(name: string, table: Table, broker: Broker, newest = table.rows.at(-1)?.id ?? 0) {
  const spool = new MemorySpool(table);
  const publisher = new DurablePublisher(broker, spool, LIMITS, metrics, newest);
  const relay = new RelaySpool(spool, broker, publisher, name, metrics);
  return { publisher, relay, publish: (value: string) => publisher.publish([record(value)]) };
}

describe('RelaySpool', () => {
  it('relays in order, empties the spool, and lets Kafka come first again', async () => {
    const table = new Table();
    const broker = new Broker();
    const { publisher, relay, publish } = replicaOf('one', table, broker);
    broker.away = true;
    await publish('a');
    await publish('b');
    await expect(relay.cycle()).rejects.toThrow('Kafka is away');
    broker.away = false;
    await publish('c');
    await relay.cycle();
    await publish('d');
    expect(broker.log).toEqual(['a', 'b', 'c', 'd']);
    expect(table.rows).toEqual([]);
    expect(publisher.spooling).toBe(false);
  });

  it('relays what was spooled while it relayed, before Kafka comes first again', async () => {
    const table = new Table();
    const broker = new Broker();
    const { publisher, relay, publish } = replicaOf('one', table, broker);
    broker.away = true;
    await publish('a');
    broker.away = false;
    broker.meanwhile = () => publish('b');
    await relay.cycle();
    await publish('c');
    expect(broker.log).toEqual(['a', 'b', 'c']);
    expect(publisher.spooling).toBe(false);
  });

  it('relays what a replica that died has left, in batches that Kafka takes', async () => {
    const table = new Table();
    const broker = new Broker();
    table.insert(Array.from({ length: 1200 }, (_, index) => record(String(index))));
    table.insert(Array.from({ length: 4 }, () => record('x'.repeat(120_000))));
    const { relay } = replicaOf('one', table, broker);
    while (table.rows.length > 0) await relay.cycle();
    expect(broker.sizes).toEqual([500, 500, 202, 2]);
  });

  it('leaves the relaying to the replica that holds it, and goes back to Kafka when its own are relayed', async () => {
    const table = new Table();
    const broker = new Broker();
    const one = replicaOf('one', table, broker);
    const two = replicaOf('two', table, broker);
    broker.away = true;
    await one.publish('a');
    await two.publish('b');
    table.holder = 'one';
    broker.away = false;
    const watching = two.relay.cycle();
    await one.relay.cycle();
    await watching;
    await two.publish('c');
    expect(broker.log).toEqual(['a', 'b', 'c']);
    expect([one.publisher.spooling, two.publisher.spooling]).toEqual([false, false]);
  });

  it('gives the relaying up when it stops', async () => {
    const table = new Table();
    const { relay } = replicaOf('one', table, new Broker());
    relay.onApplicationBootstrap();
    await relay.beforeApplicationShutdown();
    expect(table.holder).toBeUndefined();
  });

  it('is woken by the first spooled record and empties the spool by itself', async () => {
    const table = new Table();
    const broker = new Broker();
    const { publisher, relay, publish } = replicaOf('one', table, broker);
    relay.onApplicationBootstrap();
    broker.away = true;
    await publish('a');
    broker.away = false;
    while (publisher.spooling) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(broker.log).toEqual(['a']);
    await relay.beforeApplicationShutdown();
  });

  it('loses nothing that was accepted and keeps its order, whatever comes and goes', async () => {
    const step = fc.constantFrom('publish', 'publish', 'publish', 'kafka', 'postgres', 'relay', 'restart');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const table = new Table();
        const broker = new Broker();
        let replica = replicaOf('one', table, broker);
        const accepted: string[] = [];
        for (const [index, next] of steps.entries()) {
          if (next === 'kafka') broker.away = !broker.away;
          else if (next === 'postgres') table.away = !table.away;
          else if (next === 'relay') await replica.relay.cycle().catch(() => undefined);
          else if (next === 'restart') replica = replicaOf('one', table, broker);
          else
            await replica.publish(String(index)).then(
              () => accepted.push(String(index)),
              () => undefined,
            );
        }
        broker.away = table.away = false;
        for (let round = 0; round < 3; round += 1) await replica.relay.cycle();
        await replica.publish('last');
        expect(broker.log).toEqual([...accepted, 'last']);
      }),
      { numRuns: 200 },
    );
  });
});
