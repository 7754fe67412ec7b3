import {
  consentChanged,
  consentRequested,
  conversationDue,
  moReceived,
  mtRequested,
  preferenceChanged,
  preferenceRequested,
  type DataOf,
  type EventDefinition,
} from '@parley/contracts';
import { eventIdFrom, type ConfigDirectory, type Effect } from '@parley/messaging';
import { batchOfOne } from './batch-of-one.builder.js';
import { conversationKey } from './domain/conversation.js';
import { dueOf, isActive, type Dialogue } from './domain/dialogue/dialogue.js';
import { MemoryCouponsStore } from './memory-coupons.store.builder.js';
import { MemoryDialogueStore } from './memory-dialogue.store.builder.js';
import { memoryHandlers, type Handle } from './memory-handlers.builder.js';

const SUBSCRIBER = '+14155550101';

/** One phone on one sender, and the router's own handlers in memory, with the time in our hands. */
export class MemoryRouter {
  readonly dialogues = new MemoryDialogueStore();
  /** Everything published, in order. */
  readonly published: Effect[] = [];
  nowMs = Date.UTC(2026, 10, 20, 15);
  private readonly handlers: ReadonlyMap<string, Handle>;
  private count = 0;

  constructor(
    config: ConfigDirectory,
    private readonly sender = '12345',
    codes: string[] = [],
  ) {
    this.handlers = memoryHandlers(config, this.dialogues, new MemoryCouponsStore(codes));
  }

  get whose() {
    return { subscriber: SUBSCRIBER, sender: this.sender };
  }

  get dialogue(): Dialogue | undefined {
    const dialogue = this.dialogues.find(conversationKey(this.whose));
    return dialogue && isActive(dialogue) ? dialogue : undefined;
  }

  /** The phone sends a text. @returns what it hears */
  text(text: string): Promise<string[]> {
    return this.hear(moReceived, { ...moReceived.example, ...this.whose, text, receivedAt: this.now() });
  }

  consent(
    program: string,
    to: DataOf<typeof consentChanged>['to'],
    source: DataOf<typeof consentChanged>['source'] = 'keyword',
  ): Promise<string[]> {
    const data = { ...consentChanged.example, ...this.whose, program, to, source, version: ++this.count };
    return this.hear(consentChanged, { ...data, changedAt: this.now() });
  }

  /** Time passes; whatever comes due meanwhile happens at its time. @returns what the phone hears */
  async pass(ms: number): Promise<string[]> {
    const until = this.nowMs + ms;
    const heard: string[] = [];
    for (;;) {
      const due = this.dialogue && dueOf(this.dialogue);
      if (!due || due.atMs > until) break;
      this.nowMs = Math.max(this.nowMs, due.atMs);
      const { about, id, step, atMs } = due;
      const dueAt = new Date(atMs).toISOString();
      heard.push(...(await this.hear(conversationDue, { ...this.whose, about, id, step, dueAt })));
    }
    this.nowMs = until;
    return heard;
  }

  /** An event reaches the router. @returns the texts that follow from it, whatever way they take */
  async hear<D extends EventDefinition>(event: D, data: DataOf<D>): Promise<string[]> {
    this.count += 1;
    const id = eventIdFrom('5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b10', `${event.topic}/${this.count}`);
    return this.take(event, data, id);
  }

  private async take(event: EventDefinition, data: unknown, id: string): Promise<string[]> {
    const handler = this.handlers.get(event.topic);
    if (!handler) return [];
    const effects: Effect[] = [];
    const arrival = { event, id, key: SUBSCRIBER, nowMs: this.nowMs };
    await handler(batchOfOne(arrival, data, (decision) => effects.push(...decision.effects)));
    this.published.push(...effects);
    const heard: string[] = [];
    for (const effect of effects) {
      const checked = effect.event.schema.parse(effect.data);
      if (effect.event === mtRequested) heard.push((checked as { text: string }).text);
      else heard.push(...(await this.follow(effect, checked, eventIdFrom(id, effect.name))));
    }
    return heard;
  }

  /** What the other services make of it; an opt-in stays pending until the test confirms it. */
  private follow(effect: Effect, data: unknown, id: string): Promise<string[]> {
    if (effect.event === preferenceRequested) {
      const { preference, value } = data as DataOf<typeof preferenceRequested>;
      const version = ++this.count;
      return this.take(
        preferenceChanged,
        { ...preferenceChanged.example, ...this.whose, preference, value, version },
        id,
      );
    }
    if (effect.event === consentRequested) {
      return this.consent((data as DataOf<typeof consentRequested>).program ?? '*', 'pending');
    }
    return this.take(effect.event, data, id);
  }

  private now(): string {
    return new Date(this.nowMs).toISOString();
  }
}
