import {
  consentChanged,
  consentRequested,
  conversationDue,
  flowRequested,
  moReceived,
  mtRequested,
  preferenceChanged,
  preferenceRequested,
  supportReplyRequested,
  type DataOf,
  type EventDefinition,
} from '@parley/contracts';
import { eventIdFrom, type Batch, type ConfigDirectory, type Effect, type Steps } from '@parley/messaging';
import type { Statement } from '@parley/persistence';
import { AnswerCaseHandler } from './answer-case.handler.js';
import { BeginFlowHandler } from './begin-flow.handler.js';
import { ConversationStore } from './conversation.store.js';
import { CouponsStore, type CouponWish, type Draw } from './coupons.store.js';
import type { DialogueRecord } from './dialogue.record.js';
import { DialogueStore, type DueDialogue } from './dialogue.store.js';
import { DialogueTurns } from './dialogue.turns.js';
import type { Conversation } from './domain/conversation.js';
import { conversationKey } from './domain/conversation.js';
import { dueOf, isActive, startDialogue, type Dialogue, type Known } from './domain/dialogue/dialogue.js';
import { SenderDictionaries } from './domain/sender-dictionary.js';
import { FollowConsentHandler } from './follow-consent.handler.js';
import { FollowPreferenceHandler } from './follow-preference.handler.js';
import { ResolveIntentHandler } from './resolve-intent.handler.js';
import { TakeDueHandler } from './take-due.handler.js';
import { Templates } from './templates.js';

const SUBSCRIBER = '+14155550101';

/** What PgDialogueStore keeps, in Maps. */
export class MemoryDialogueStore extends DialogueStore {
  readonly records: DialogueRecord[] = [];
  private readonly dialogues = new Map<string, Dialogue>();
  private readonly preferences: Record<string, string | number> = {};
  private readonly consents: Record<string, Known['consents'][string]> = {};

  load(keys: readonly string[]): Promise<Map<string, Dialogue>> {
    return Promise.resolve(new Map(keys.map((key) => [key, this.find(key) ?? this.fresh(key)])));
  }

  find(key: string): Dialogue | undefined {
    const kept = this.dialogues.get(key);
    return kept && { ...kept, known: this.known() };
  }

  save(records: readonly DialogueRecord[]): readonly Statement[] {
    this.records.push(...records);
    for (const record of records) {
      if (record.kind === 'consent') this.consents[record.program] = record.state;
      if (record.kind === 'preference' && record.value !== undefined)
        this.preferences[record.preference] = record.value;
      if (record.kind !== 'dialogue') continue;
      const { dialogue } = record;
      // As PostgreSQL keeps it: JSON, and a revision that counts.
      const kept = JSON.parse(JSON.stringify(dialogue)) as Dialogue;
      this.dialogues.set(conversationKey(dialogue), { ...kept, revision: dialogue.revision + 1 });
    }
    return [];
  }

  claimDue(): Promise<DueDialogue[]> {
    return Promise.resolve([...this.dialogues.values()].filter((dialogue) => dueOf(dialogue) !== undefined));
  }

  private fresh(key: string): Dialogue {
    const [subscriber = '', sender = ''] = key.split('|');
    return { ...startDialogue({ subscriber, sender }), known: this.known() };
  }

  private known(): Known {
    return { preferences: { ...this.preferences }, consents: { ...this.consents } };
  }
}

class MemoryConversationStore extends ConversationStore {
  private readonly kept = new Map<string, Conversation>();

  constructor(private readonly dialogues: MemoryDialogueStore) {
    super();
  }

  load(keys: readonly string[]): Promise<Map<string, Conversation>> {
    const found = new Map<string, Conversation>();
    for (const key of keys) {
      const dialogue = this.dialogues.find(key);
      const conversation = this.kept.get(key) ?? (dialogue && { ...dialogue, turns: 0 });
      if (conversation) found.set(key, { ...conversation, dialogue });
    }
    return Promise.resolve(found);
  }

  save(changed: ReadonlyMap<string, Conversation>): readonly Statement[] {
    for (const [key, conversation] of changed) this.kept.set(key, conversation);
    return [];
  }
}

class MemoryCoupons extends CouponsStore {
  private readonly given = new Map<string, string>();

  constructor(private readonly codes: string[]) {
    super();
  }

  draw(): Promise<Draw> {
    return Promise.resolve({
      of: ({ run, step }: CouponWish) => {
        const before = this.given.get(`${run}/${step}`);
        const code = before ?? this.codes.shift();
        if (code === undefined) return undefined;
        this.given.set(`${run}/${step}`, code);
        return { code, isNew: before === undefined };
      },
    });
  }
}

/** One phone on one sender, and the router's own handlers in memory, with the time in our hands. */
export class MemoryRouter {
  readonly dialogues = new MemoryDialogueStore();
  /** Everything published, in order. */
  readonly published: Effect[] = [];
  nowMs = Date.UTC(2026, 10, 20, 15);
  private readonly handlers: Map<string, (batch: Batch<never>) => Promise<void>>;
  private count = 0;

  constructor(
    config: ConfigDirectory,
    private readonly sender = '12345',
    codes: string[] = [],
  ) {
    const { dialogues } = this;
    const turns = new DialogueTurns(config, new Templates());
    const resolve = new ResolveIntentHandler(
      new MemoryConversationStore(dialogues),
      new SenderDictionaries(config),
      dialogues,
      turns,
    );
    const begin = new BeginFlowHandler(dialogues, turns);
    const due = new TakeDueHandler(dialogues, new MemoryCoupons(codes), turns);
    const consent = new FollowConsentHandler(dialogues, turns);
    const preference = new FollowPreferenceHandler(dialogues);
    const answer = new AnswerCaseHandler(dialogues, turns);
    this.handlers = new Map<string, (batch: Batch<never>) => Promise<void>>([
      [moReceived.topic, (batch) => resolve.resolve(batch)],
      [flowRequested.topic, (batch) => begin.begin(batch)],
      [conversationDue.topic, (batch) => due.take(batch)],
      [consentChanged.topic, (batch) => consent.follow(batch)],
      [preferenceChanged.topic, (batch) => preference.follow(batch)],
      [supportReplyRequested.topic, (batch) => answer.answer(batch)],
    ]);
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
    await handler(this.batchOf(event, data, id, effects) as unknown as Batch<never>);
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

  private batchOf(event: EventDefinition, data: unknown, id: string, effects: Effect[]) {
    const nowMs = this.nowMs;
    const envelope = {
      id,
      type: event.type,
      source: 'spec',
      time: nowMs,
      key: SUBSCRIBER,
      conversationId: 'opaque',
      traceparent: `00-${id.replaceAll('-', '')}-0000000000000001-00`,
      data,
      origin: { topic: event.topic, partition: 0, offset: '0', timestamp: nowMs },
    };
    return {
      events: [envelope],
      run: async (steps: Steps<unknown, unknown, unknown>) => {
        const key = steps.keyOf?.(envelope) ?? envelope.key;
        const known = await steps.load([key], [envelope]);
        const decision = steps.decide(known.get(key), envelope, nowMs);
        effects.push(...decision.effects);
        const changed = new Map(decision.state === undefined ? [] : [[key, decision.state]]);
        steps.save(changed, decision.records ?? []);
      },
    };
  }

  private now(): string {
    return new Date(this.nowMs).toISOString();
  }
}
