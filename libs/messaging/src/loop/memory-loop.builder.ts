import { consentState, mtStatus, type ConsentState } from '@parley/contracts';
import { prepared, type Statement } from '@parley/persistence';
import type { Steps } from '../batch.js';
import { effect } from '../decision.js';
import type { Envelope } from '../envelope.js';
import { PublishError, type EventPublisher } from '../kafka/event-publisher.js';
import { Outbox } from '../outbox/outbox.js';
import type { OutgoingRecord } from '../wire/record.js';
import { eventIdFrom } from '../wire/event-id.js';
import { Inbox } from './inbox.js';
import { MemoryDatabase } from './memory-database.builder.js';
import { Parking } from './parking.js';
import { TurnBatch, type BatchContext } from './turn-batch.js';

const CONSUMER = `spec/${consentState.topic}`;

/** Topics in memory: what was published, in order; fails as often as it is told to. */
export class MemoryTopics {
  readonly records: OutgoingRecord[] = [];
  failures = 0;
  /** One entry per successful request. */
  readonly requests: number[] = [];

  publish(records: readonly OutgoingRecord[]): Promise<void> {
    if (this.failures > 0) {
      this.failures -= 1;
      return Promise.reject(new PublishError('no broker'));
    }
    this.records.push(...records);
    if (records.length > 0) this.requests.push(records.length);
    return Promise.resolve();
  }

  /** `<key> <attempt>` of each status published: see `counting`. */
  get told(): string[] {
    return this.records.map(({ value }) => {
      const { subscriber, attempt } = JSON.parse(value) as { subscriber: string; attempt: number };
      return `${subscriber} ${attempt}`;
    });
  }
}

/** A person's number by one letter or digit, to be read in expectations. */
export function person(n: number): string {
  return `+1415555${String(1000 + n)}`;
}

let offset = 0;

/** The event number `n` of a subscriber, each of its own id and offset unless told otherwise. */
export function event(
  key: string,
  n: number,
  changed: Partial<Envelope<ConsentState>> = {},
): Envelope<ConsentState> {
  offset += 1;
  return {
    id: eventIdFrom('6ba7b810-9dad-11d1-80b4-00c04fd430c8', `${key}/${n}`),
    type: consentState.type,
    source: 'spec',
    time: 0,
    key,
    conversationId: 'c0ffee',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00',
    data: { subscriber: key, version: n, consents: [] },
    origin: { topic: consentState.topic, partition: 0, offset: String(offset), timestamp: 0 },
    ...changed,
  };
}

/** How many events of a subscriber took effect, and the number of the last. */
export interface Count {
  readonly count: number;
  readonly last: number;
}

const save = prepared('spec.save', 'SELECT $1');

/** A service that counts a subscriber's events and tells each by an `mt.status`. `bad` ones make it throw. */
export function counting(
  memory: Pick<MemoryDatabase, 'tables'>,
  bad: (event: Envelope<ConsentState>) => boolean = () => false,
): Steps<ConsentState, Count, string> & { loads: number } {
  const steps = {
    loads: 0,
    load(keys: readonly string[]): Promise<Map<string, Count>> {
      steps.loads += 1;
      const saved = memory.tables.saved as [string, Count][];
      return Promise.resolve(new Map(saved.filter(([key]) => keys.includes(key))));
    },
    decide(state: Count | undefined, { key, data }: Envelope<ConsentState>) {
      if (bad(event(key, data.version))) throw new TypeError('cannot decide');
      const next = { count: (state?.count ?? 0) + 1, last: data.version };
      const told = effect(mtStatus, 'told', { ...mtStatus.example, subscriber: key, attempt: next.count });
      return { state: next, records: [`${key} ${data.version}`], effects: [told] };
    },
    save(changed: ReadonlyMap<string, Count>): readonly Statement[] {
      return Array.from(changed, (entry) => save(entry));
    },
  };
  return steps;
}

/** Who was forgotten, and until when; `added` comes to be known with the next look. */
export class MemoryErasures {
  isKnown = true;
  revision = 0;
  readonly until = new Map<string, number>();
  readonly added = new Map<string, number>();

  refresh(): Promise<void> {
    this.isKnown = true;
    for (const [key, ms] of this.added) this.until.set(key, ms);
    this.revision += this.added.size;
    this.added.clear();
    return Promise.resolve();
  }

  covers({ key, time }: Pick<Envelope, 'key' | 'time'>): boolean {
    return time <= (this.until.get(key) ?? -Infinity);
  }
}

/** Everything a batch needs, in memory, and what it said. */
export class MemoryLoop {
  readonly database = new MemoryDatabase();
  readonly topics = new MemoryTopics();
  readonly stop = new AbortController();
  readonly retries: string[] = [];
  readonly poisoned: string[] = [];
  /** `<key> <number>` of what was dropped as its person was forgotten. */
  readonly erased: string[] = [];
  readonly erasures = new MemoryErasures();
  readonly context: BatchContext;

  constructor() {
    const { database } = this;
    this.context = {
      service: 'spec',
      group: 'spec',
      database,
      publisher: this.topics as unknown as EventPublisher,
      inbox: new Inbox(database, CONSUMER),
      outbox: new Outbox(database, CONSUMER),
      parking: new Parking(database, CONSUMER),
      erasures: this.erasures,
      now: () => 1_763_640_000_000,
      stop: this.stop.signal,
      onRetry: (error) => void this.retries.push((error as { code: string }).code),
      onPoisoned: (events) => void this.poisoned.push(...events.map((each) => each.id)),
      onErased: (events) =>
        void this.erased.push(...events.map(({ key, data }) => `${key} ${(data as ConsentState).version}`)),
    };
  }

  batch(events: readonly Envelope<ConsentState>[]): TurnBatch<ConsentState> {
    return new TurnBatch(events, this.context, 0);
  }

  /** The subscribers' counts as they were saved last. */
  get counts(): Record<string, Count> {
    return Object.fromEntries(this.database.tables.saved as [string, Count][]);
  }

  /** `<key> <number>` of what is parked, in order. */
  get parked(): string[] {
    return this.database.tables.parked.map(({ key, record }) => {
      return `${key} ${(record as Envelope<ConsentState>).data.version}`;
    });
  }
}
