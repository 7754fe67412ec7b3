import { setTimeout as pause } from 'node:timers/promises';
import { events, type EventDefinition } from '@parley/contracts';
import { encodeEvent, externalEventId, type EventPublisher } from '@parley/messaging';
import { unsampledTraceparent } from '@parley/platform';
import { askedData } from '../asked-data.js';
import type { Asks, HouseEvent, Says } from '../conversation.js';
import { shortName } from '../short-name.js';
import type { HeardText, Stage } from '../stage.port.js';
import { Phone } from '../../parley/phone/phone.js';
import type { TopicWatch } from './topic-watch.js';
import type { TurnEnds } from './turn-ends.js';

/** What the conversations on a running platform share. */
export interface PlatformParts {
  readonly simulatorUrl: string;
  /** By our number. */
  readonly carriers: ReadonlyMap<string, string>;
  readonly publisher: EventPublisher;
  readonly watch: TopicWatch;
  readonly ends: TurnEnds;
  /** Gives a pool these coupon codes and no others, as `parley coupons import` does. */
  fillPool(pool: string, codes: readonly string[]): Promise<unknown>;
  /** Aborted when nobody wants to hear the rest: what is waited for rejects with its reason. */
  readonly leaving?: AbortSignal | undefined;
}

const definitions = new Map<string, EventDefinition>(events.map((event) => [shortName(event.type), event]));
const UNKNOWN_CONVERSATION = '0'.repeat(32);
const LISTEN_MS = 2_000;
const LOOK_EVERY_MS = 20;
/** Most turns end sooner by the text that is awaited; only then the brokers are asked. */
const ASK_AFTER_MS = 300;
const OVER_WITHIN_MS = 60_000;

let asks = 0;

/** One conversation on a running platform: phones at the simulator, events on Kafka. */
export class PlatformStage implements Stage {
  private readonly phones = new Map<string, Phone>();
  private readonly texts = new Map<string, HeardText[]>();
  private readonly numbers: readonly string[];

  constructor(
    private readonly parts: PlatformParts,
    /** By the phone's name. */
    numbers: ReadonlyMap<string, string>,
    /** Lets the platform's time pass. */
    private readonly shift: (ms: number) => Promise<void>,
  ) {
    this.numbers = [...numbers.values()];
    for (const [name, number] of numbers) {
      this.phones.set(name, new Phone(parts.simulatorUrl, number));
      this.texts.set(name, []);
    }
  }

  async say({ phone, sender, text }: Says): Promise<string | undefined> {
    const carrier = this.parts.carriers.get(sender) ?? 'simulator';
    const sent = await this.phones.get(phone)!.send({ to: sender, text, carrier });
    if (sent.acceptedAt !== undefined) return undefined;
    return (JSON.parse(sent.refusal ?? '{}') as { code?: string }).code ?? String(sent.status);
  }

  async ask({ phone, sender, event, by, data }: Asks): Promise<void> {
    const definition = definitions.get(event)!;
    const key = this.phones.get(phone)!.number;
    const fields = { subscriber: key, sender, ...data };
    const asked = askedData(definition, fields, Date.now(), this.published());
    const id = externalEventId(by, `golden/${key}/${(asks += 1)}`);
    await this.parts.publisher.publish([
      encodeEvent(definition, asked, {
        id,
        source: by,
        timeMs: Date.now(),
        key,
        conversationId: UNKNOWN_CONVERSATION,
        traceparent: unsampledTraceparent(id),
      }),
    ]);
  }

  async fill(pool: string, codes: readonly string[]): Promise<void> {
    await this.parts.fillPool(pool, codes);
  }

  pass(ms: number): Promise<void> {
    return this.shift(ms);
  }

  /** Listens until `enough` holds or all is over; what is over has left its texts in the phones' inboxes. */
  async follow(enough: () => boolean): Promise<void> {
    const done = new AbortController();
    const listening = [...this.phones.keys()].map((name) => this.listen(name, done.signal));
    let over = false;
    const ending = pause(ASK_AFTER_MS)
      .then(() => this.parts.ends.over(this.numbers, done.signal))
      .then(() => (over = true));
    const deadline = performance.now() + OVER_WITHIN_MS;
    try {
      while (!enough() && !over && performance.now() < deadline) {
        this.parts.leaving?.throwIfAborted();
        await Promise.race([pause(LOOK_EVERY_MS), ending]);
      }
    } finally {
      done.abort();
      await Promise.all(listening);
      await ending;
    }
    for (const name of this.phones.keys()) await this.receive(name, 0);
  }

  /** Listens until `enough` holds: the services look by themselves for what their clock brings. */
  async await(enough: () => boolean): Promise<void> {
    const done = new AbortController();
    const listening = [...this.phones.keys()].map((name) => this.listen(name, done.signal));
    const deadline = performance.now() + OVER_WITHIN_MS;
    try {
      while (!enough() && performance.now() < deadline) {
        this.parts.leaving?.throwIfAborted();
        await pause(LOOK_EVERY_MS);
      }
    } finally {
      done.abort();
      await Promise.all(listening);
    }
  }

  heard(phone: string): readonly HeardText[] {
    return this.texts.get(phone)!;
  }

  published(): readonly HouseEvent[] {
    return this.parts.watch.of(this.numbers).map(({ topic, data }) => ({
      event: shortName(topic),
      data: data as HouseEvent['data'],
    }));
  }

  private async listen(name: string, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.receive(name, LISTEN_MS, signal).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
    }
  }

  private async receive(name: string, waitMs: number, signal?: AbortSignal): Promise<void> {
    for (const { from, text } of await this.phones.get(name)!.receive(waitMs, signal)) {
      this.texts.get(name)!.push({ sender: from, text });
    }
  }
}
