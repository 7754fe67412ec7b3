import { events, moReceived, type EventDefinition } from '@parley/contracts';
import { moReceivedFrom } from '../../../apps/ingest/src/domain/mo.mapping.js';
import { sendersByAddress } from '../../../apps/ingest/src/domain/senders.js';
import { askedData } from '../../../tools/conversations/asked-data.js';
import type { Asks, HouseEvent, Says } from '../../../tools/conversations/conversation.js';
import { shortName } from '../../../tools/conversations/short-name.js';
import type { HeardText, Stage } from '../../../tools/conversations/stage.port.js';
import type { MemoryHouse } from './memory-house.js';

const definitions = new Map<string, EventDefinition>(events.map((event) => [shortName(event.type), event]));

const UNSAMPLED = `00-${'1'.repeat(32)}-${'1'.repeat(16)}-00`;

let texts = 0;

/** One conversation in a house in memory, with numbers of its own. */
export class MemoryStage implements Stage {
  constructor(
    private readonly house: MemoryHouse,
    /** By the phone's name. */
    private readonly numbers: ReadonlyMap<string, string>,
    /** Lets so many ms pass for this conversation. */
    readonly pass: (ms: number) => Promise<void>,
  ) {}

  async say({ phone, sender, text }: Says): Promise<string | undefined> {
    const { bus, clock, directory } = this.house;
    const senders = sendersByAddress(directory.senders.values());
    const carrier = senders.get(sender)?.carrier ?? 'simulator';
    const carrierMessageId = `memory-${(texts += 1)}`;
    const from = this.numberOf(phone);
    const mapped = moReceivedFrom(
      { carrierMessageId, from, to: sender, text },
      carrier,
      senders,
      clock.now(),
    );
    if (!mapped.ok) return mapped.refusal.code;
    this.accept(moReceived, mapped.data, 'parley/ingest', bus.conversations.of(from, mapped.data.sender));
    await this.house.run();
    return undefined;
  }

  async ask({ phone, sender, event, by, data }: Asks): Promise<void> {
    const subscriber = this.numberOf(phone);
    const definition = definitions.get(event)!;
    const fields = { subscriber, sender, ...data };
    const asked = askedData(definition, fields, this.house.clock.now(), this.published());
    this.accept(definition, asked, by, this.house.bus.conversations.of(subscriber, sender));
    await this.house.run();
  }

  async fill(pool: string, codes: readonly string[]): Promise<void> {
    this.house.coupons.fill(pool, codes);
  }

  async follow(): Promise<void> {}

  async await(): Promise<void> {}

  heard(phone: string): readonly HeardText[] {
    return this.house.phones.heard(this.numberOf(phone));
  }

  published(): readonly HouseEvent[] {
    const { published } = this.house.bus;
    if (this.numbers.size === 1) return published.get([...this.numbers.values()][0]!) ?? [];
    return [...this.numbers.values()]
      .flatMap((number) => published.get(number) ?? [])
      .sort((one, other) => one.place - other.place);
  }

  private accept(definition: EventDefinition, data: unknown, source: string, conversationId: string): void {
    const key = (data as { subscriber: string }).subscriber;
    this.house.bus.accept(definition, data, { source, key, conversationId, traceparent: UNSAMPLED });
  }

  private numberOf(phone: string): string {
    const number = this.numbers.get(phone);
    if (number === undefined) throw new Error(`The conversation has no phone ${phone}.`);
    return number;
  }
}
