import { personErased, type PersonErased, type PersonEraseRequested } from '@parley/contracts';
import { prepared, type Database, type Statement } from '@parley/persistence';
import type { Batch, Steps } from '../batch.js';
import { effect, type Effect } from '../decision.js';
import { consumerGroupOf } from '../kafka/topics.js';
import type { Erasures } from './erasures.js';

/**
 * A service says when it has forgotten somebody, and the others forget once more: words that it had sent on just
 * before would else come in behind their own erasure. So many times, as words go through three services at most.
 */
const PASSES = 3;

/** What is set aside of them is taken by the loop, which drops it, or keeps what remains of it: an opt-out stands. */
const release = prepared(
  'erasures.release',
  `UPDATE messaging.parked SET released_at = coalesce(released_at, now())
   WHERE key = ANY($1::text[]) AND starts_with(consumer, $2)`,
);
/** How far ahead of ours another's clock is believed, ms: until then a person's events are forgotten. */
const MOST_AHEAD_MS = 5_000;

/** A service's own part in forgetting people. */
export interface Forgetting {
  /** The statements that destroy what the service holds of these people. */
  erase(subscribers: readonly string[]): readonly Statement[];
  /** What else is to be told of each, by what is known before. */
  lastWords?(subscribers: readonly string[]): Promise<(subscriber: string) => readonly Effect[]>;
  /**
   * What else is to be told of each by what is left: asked when the service hears of its own erasure, behind which nothing
   * of before comes in any more.
   */
  afterwards?(subscribers: readonly string[]): Promise<(subscriber: string) => readonly Effect[]>;
}

/** How a service forgets people: by the one loop, in a lane where it stands behind no text. */
export class Erasing {
  constructor(
    private readonly database: Pick<Database, 'rest'>,
    private readonly erasures: Erasures,
  ) {}

  /** Forgets whom it was asked to. */
  requested(batch: Batch<PersonEraseRequested>, own: Forgetting): Promise<void> {
    return this.run(batch, own, () => 1);
  }

  /** Forgets once more whom another service has forgotten later. */
  again(batch: Batch<PersonErased>, own: Forgetting): Promise<void> {
    return this.run(
      batch,
      own,
      (data, until) =>
        this.isOurs(data) || Date.parse(data.erasedAt) <= (until ?? 0) ? undefined : data.pass + 1,
      (data) => this.isOurs(data),
    );
  }

  private isOurs({ service }: PersonErased): boolean {
    return service === this.erasures.service;
  }

  private run<T extends { subscriber: string }>(
    batch: Batch<T>,
    own: Forgetting,
    passOf: (data: T, until: number | undefined) => number | undefined,
    isOurs: (data: T) => boolean = () => false,
  ): Promise<void> {
    const { erasures } = this;
    const nothing = (): readonly Effect[] => [];
    let lastWords: (subscriber: string) => readonly Effect[] = nothing;
    let afterwards: (subscriber: string) => readonly Effect[] = nothing;
    const steps: Steps<T, number> = {
      erases: true,
      remains: (event) => event,
      load: async (subscribers, events) => {
        await erasures.refresh();
        if (events.some(({ data }) => isOurs(data)))
          afterwards = (await own.afterwards?.(subscribers)) ?? nothing;
        lastWords = (await own.lastWords?.(subscribers)) ?? lastWords;
        return new Map(subscribers.flatMap((each) => entryOf(each, erasures.untilOf(each))));
      },
      decide: (until, event, nowMs) => {
        const { subscriber } = event.data;
        const pass = passOf(event.data, until);
        if (pass === undefined) return { effects: isOurs(event.data) ? afterwards(subscriber) : [] };
        const state = Math.max(nowMs, Math.min(event.time, nowMs + MOST_AHEAD_MS), until ?? 0);
        const { service } = erasures;
        const told = { subscriber, service, erasedAt: new Date(state).toISOString(), pass };
        return {
          state,
          effects: [
            // Named by the service: what two make of one event would else be the same event, taken once.
            ...(pass > PASSES ? [] : [effect(personErased, `erased/${service}`, told)]),
            ...lastWords(subscriber),
          ],
        };
      },
      save: (until) => {
        if (until.size === 0) return [];
        const subscribers = [...until.keys()].sort();
        const keys = subscribers.map((subscriber) => this.database.rest.number(subscriber));
        const consumers = consumerGroupOf(erasures.service);
        return [erasures.note(until), release(keys, consumers), ...own.erase(subscribers)];
      },
    };
    return batch.run(steps);
  }
}

const entryOf = (key: string, value: number | undefined): [string, number][] =>
  value === undefined ? [] : [[key, value]];
