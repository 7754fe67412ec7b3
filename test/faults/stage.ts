import { setTimeout as wait } from 'node:timers/promises';
import { mtBulkRequested, mtRequested } from '@parley/contracts';
import {
  encodeEvent,
  externalEventId,
  PublishError,
  type ConversationIds,
  type EventPublisher,
} from '@parley/messaging';
import { unsampledTraceparent } from '@parley/platform';
import type { Simulator } from '../../tools/simulator/index.js';
import { Expected } from './expected.js';
import { Phone } from './phone.js';
import type { Random } from './random.js';
import type { Stage, TextToPublish } from './scenario.port.js';

export interface StageOptions {
  /** Told apart from every other trial, of other campaigns too: ids of texts are made from it. */
  readonly name: string;
  readonly simulator: Simulator;
  readonly publisher: EventPublisher;
  readonly conversations: ConversationIds;
  readonly random: Random;
  readonly durationMs: number;
  readonly signal: AbortSignal;
  /** The next number that nobody has used, E.164. */
  nextNumber(): string;
}

/** What another service is called as a source of events. */
const SOURCE = 'faults';
const AGAIN_AFTER_MS = 500;

/** The stage of one trial. */
export class TrialStage implements Stage {
  readonly expected = new Expected();
  readonly simulator: Simulator;
  readonly random: Random;
  readonly durationMs: number;
  readonly signal: AbortSignal;
  private published = 0;

  constructor(private readonly o: StageOptions) {
    this.simulator = o.simulator;
    this.random = o.random;
    this.durationMs = o.durationMs;
    this.signal = o.signal;
  }

  readonly newPhone = (): Phone => {
    const number = this.o.nextNumber();
    this.expected.phones.add(number);
    return new Phone(number, this.simulator, this.expected, this.signal);
  };

  async publish(texts: readonly TextToPublish[]): Promise<void> {
    const named = texts.map((text) => ({ ...text, mtId: this.nextId() }));
    const records = named.map(({ mtId, phone, sender, text, program, bulk }) =>
      encodeEvent(
        bulk ? mtBulkRequested : mtRequested,
        { subscriber: phone, sender, text, program, ...(bulk && { campaign: 'autumn-wool' }) },
        {
          id: mtId,
          source: SOURCE,
          timeMs: Date.now(),
          key: phone,
          conversationId: this.o.conversations.of(phone, sender),
          traceparent: unsampledTraceparent(mtId),
        },
      ),
    );
    await this.untilTaken(() => this.o.publisher.publish(records));
    for (const { mtId, phone, sender, text, series, place } of named) {
      this.expected.texts.push({ mtId, phone, sender, text, series, place });
    }
  }

  async pause(ms: number): Promise<void> {
    await wait(ms, undefined, { signal: this.signal }).catch(() => undefined);
  }

  async spread(count: number, work: (index: number) => Promise<void>): Promise<void> {
    const begin = async (index: number): Promise<void> => {
      await this.pause(this.random.fork(`start ${index}`).next() * this.durationMs);
      if (!this.signal.aborted) await work(index);
    };
    await Promise.all(Array.from({ length: count }, (_, index) => begin(index)));
  }

  // As a service does that finds Kafka away: the same events, with their ids, again.
  private async untilTaken(publish: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        return await publish();
      } catch (error) {
        if (this.signal.aborted || !(error instanceof PublishError)) throw error;
        await this.pause(AGAIN_AFTER_MS);
      }
    }
  }

  private nextId(): string {
    this.published += 1;
    return externalEventId(SOURCE, `${this.o.name}/${this.published}`);
  }
}
