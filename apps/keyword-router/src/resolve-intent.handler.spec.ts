import {
  intentResolved,
  moReceived,
  mtRequested,
  programConfigured,
  type MoReceived,
} from '@parley/contracts';
import { SenderDictionaries } from '@parley/intents';
import { ConfigDirectory, type Batch, type Decision, type Envelope, type Steps } from '@parley/messaging';
import type { Statement } from '@parley/persistence';
import { ConversationStore } from './conversation.store.js';
import type { Conversation } from './domain/conversation.js';
import { DialogueTurns } from './dialogue.turns.js';
import { MemoryDialogueStore } from './memory-dialogue.store.builder.js';
import { ResolveIntentHandler } from './resolve-intent.handler.js';
import { Templates } from './templates.js';

class MemoryConversationStore extends ConversationStore {
  readonly kept = new Map<string, Conversation>();
  override load(keys: readonly string[]): Promise<Map<string, Conversation>> {
    return Promise.resolve(new Map([...this.kept].filter(([key]) => keys.includes(key))));
  }
  override save(changed: ReadonlyMap<string, Conversation>): readonly Statement[] {
    for (const [key, conversation] of changed) this.kept.set(key, conversation);
    return [];
  }
}

const NOON = Date.UTC(2026, 10, 20, 12);
const HOUR = 60 * 60 * 1000;
const fallbackText = 'We did not understand. Reply HELP for help.';

function directory(): ConfigDirectory {
  const config = new ConfigDirectory();
  const common = { revision: 'k7', sender: '12345' };
  config.senders.set('12345', {
    ...common,
    carrier: 'simulator',
    tenant: 'default',
    brand: 'Warm Sweaters',
    country: 'US',
    segmentsPerSecond: 100,
    helpText: 'Warm Sweaters: help at 1-800-555-0100.',
    fallbackText,
  });
  config.keywords.set('12345/DISCOUNT', {
    ...common,
    keyword: 'DISCOUNT',
    aliases: [],
    action: 'reply',
    reply: 'Your code WARM30 takes 30% off.',
  });
  config.keywords.set('12345/SIZES', {
    ...common,
    keyword: 'SIZES',
    aliases: [],
    patterns: ['size {number}'],
    action: 'reply',
    reply: 'We have 36 to 48.',
  });
  config.keywords.set('12345/JOIN', {
    ...common,
    keyword: 'JOIN',
    aliases: [],
    action: 'subscribe',
    program: 'sweater-club',
  });
  config.revision = 1;
  return config;
}

/** One phone, texting through the handler's own steps. */
function phone(sender = '12345', config = directory()) {
  const store = new MemoryConversationStore();
  const turns = new DialogueTurns(config, new Templates());
  const dictionaries = new SenderDictionaries(config);
  const handler = new ResolveIntentHandler(store, dictionaries, new MemoryDialogueStore(), turns);
  let count = 0;
  const text = async (words: string, nowMs = NOON): Promise<Decision<Conversation>> => {
    count += 1;
    const mo: Envelope<MoReceived> = {
      id: `5b1c7c1e-3f0a-5d1e-8a77-${String(count).padStart(12, '0')}`,
      type: moReceived.type,
      source: 'ingest',
      time: nowMs,
      key: '+14155550101',
      conversationId: 'opaque',
      traceparent: `00-${String(count).padStart(32, '0')}-0000000000000001-01`,
      data: { ...moReceived.example, sender, text: words },
      origin: { topic: moReceived.topic, partition: 0, offset: String(count), timestamp: nowMs },
    };
    let decision: Decision<Conversation> | undefined;
    const batch = {
      events: [mo],
      run: async (steps: Steps<MoReceived, Conversation>) => {
        const key = steps.keyOf!(mo);
        const known = await steps.load([key], [mo]);
        decision = steps.decide(known.get(key), mo, nowMs);
        if (decision.state) steps.save(new Map([[key, decision.state]]), []);
      },
    };
    await handler.resolve(batch as unknown as Batch<MoReceived>);
    return decision!;
  };
  return { text, store };
}

describe('ResolveIntentHandler', () => {
  it('says what a keyword means, and answers it', async () => {
    const { effects, attributes } = await phone().text('Discount!');
    expect(effects).toEqual([
      {
        event: intentResolved,
        name: 'intent',
        data: {
          moId: '5b1c7c1e-3f0a-5d1e-8a77-000000000001',
          subscriber: '+14155550101',
          sender: '12345',
          text: 'Discount!',
          receivedAt: '2026-11-20T15:00:00.000Z',
          intent: 'reply',
          keyword: 'DISCOUNT',
          match: {
            rule: 'keyword/exact',
            ruleVersion: 'k7',
            matched: 'DISCOUNT',
            normalized: 'discount',
            alternatives: [],
          },
        },
      },
      {
        event: mtRequested,
        name: 'reply',
        data: {
          subscriber: '+14155550101',
          sender: '12345',
          text: 'Your code WARM30 takes 30% off.',
          lane: 'reply',
          purpose: 'information',
          inReplyTo: '5b1c7c1e-3f0a-5d1e-8a77-000000000001',
          moReceivedAt: '2026-11-20T15:00:00.000Z',
          onUnknown: 'park',
        },
      },
    ]);
    expect(attributes).toEqual({ 'parley.intent': 'reply', 'parley.rule': 'keyword/exact' });
  });

  it('keeps to its contracts, whatever the text', async () => {
    const { text } = phone();
    for (const words of ['DISCOUNT', 'JOIN', 'help', 'Stop.', 'START', 'y', 'hm', '', '👍', '\ud83d']) {
      for (const { event, data } of (await text(words, NOON)).effects) {
        expect(event.schema.safeParse(data)).toMatchObject({ success: true, data });
      }
    }
  });

  it('answers help in the compliance lane', async () => {
    const { effects } = await phone().text('help');
    expect(effects.map(({ name }) => name)).toEqual(['intent', 'help']);
    expect(effects[1]!.data).toMatchObject({
      lane: 'compliance',
      purpose: 'help',
      text: 'Warm Sweaters: help at 1-800-555-0100.',
    });
  });

  it.each(['STOP', 'START', 'YES', 'JOIN'])('leaves the answer to %s to subscriptions', async (words) => {
    const { effects } = await phone().text(words);
    expect(effects.map(({ name }) => name)).toEqual(['intent']);
  });

  it('leaves the fallback text to subscriptions where a program may wait for such an answer', async () => {
    const config = directory();
    const program = { ...programConfigured.example, invalidAnswerText: 'Reply YES to join.' };
    config.programs.set(program.program, program);
    const { text } = phone('12345', config);
    const [intent, ...others] = (await text('maybe')).effects;
    expect(others).toEqual([]);
    expect(intent?.data).toMatchObject({ intent: 'handoff', fallback: fallbackText });
    // Whether it is said, and so how often, is known there alone.
    const again = (await text('maybe')).effects[0]?.data;
    expect(again).toMatchObject({ fallback: fallbackText });
    expect(again).not.toHaveProperty('unanswered');
    expect((await text('Discount')).effects.map(({ name }) => name)).toEqual(['intent', 'reply']);
  });

  it('sends the fallback text once in 24 hours', async () => {
    const { text } = phone();
    const names = async (nowMs: number) => (await text('hm', nowMs)).effects.map(({ name }) => name);
    expect(await names(NOON)).toEqual(['intent', 'fallback']);
    expect(await names(NOON + HOUR)).toEqual(['intent']);
    expect(await names(NOON + 24 * HOUR)).toEqual(['intent', 'fallback']);
    expect(await names(NOON + 25 * HOUR)).toEqual(['intent']);
  });

  it('says why an answer is not sent: the fallback text was, or the same text goes round and round', async () => {
    const { text } = phone();
    await text('hm');
    const again = await text('hm', NOON + HOUR);
    expect(again.effects[0]!.data).toMatchObject({ intent: 'handoff', unanswered: 'FALLBACK_LIMIT' });

    const replies: string[] = [];
    for (let time = 0; time < 25; time++) {
      const { effects, attributes } = await text('DISCOUNT', NOON + time);
      expect(effects[0]!.data).toMatchObject({ intent: 'reply' });
      replies.push(String(attributes!['parley.unanswered'] ?? effects[1]!.name));
      expect(effects[0]!.event.schema.safeParse(effects[0]!.data)).toMatchObject({ success: true });
    }
    expect(replies).toEqual([...Array(20).fill('reply'), ...Array(5).fill('LOOPING')]);
    expect((await text('help', NOON + 30)).effects).toHaveLength(2);
    expect((await text('STOP', NOON + 31)).effects[0]!.data).toMatchObject({ intent: 'opt_out' });
    expect((await text('DISCOUNT', NOON + HOUR)).effects).toHaveLength(2);
  });

  it('says how far an opt-out reaches and by which rule, and what a pattern took', async () => {
    const { text } = phone();
    expect((await text('STOP')).effects[0]!.data).toMatchObject({
      scope: 'sender',
      scopeRule: 'scope/only-program',
    });
    expect((await text('Size: 44')).effects[0]!.data).toMatchObject({
      keyword: 'SIZES',
      captured: { number: '44' },
    });
  });

  it('says nothing on a sender that is not configured', async () => {
    const { effects } = await phone('99999').text('hello');
    expect(effects).toHaveLength(1);
    expect(effects[0]!.data).toMatchObject({ intent: 'handoff', match: { rule: 'none/unknown-sender' } });
  });

  it('links each turn to the one before, and keeps the conversation', async () => {
    const { text, store } = phone();
    const first = await text('JOIN');
    const second = await text('DISCOUNT');
    expect(first.links).toEqual([]);
    expect(second.links).toEqual([first.state!.lastTraceparent]);
    expect(store.kept.get('+14155550101|12345')).toEqual({
      subscriber: '+14155550101',
      sender: '12345',
      lastTraceparent: `00-${'2'.padStart(32, '0')}-0000000000000001-01`,
      lastProgram: 'sweater-club',
      lastFallbackAtMs: undefined,
      recentAnswers: [{ hash: expect.any(Number), at: [NOON] }],
      turns: 2,
    });
  });

  it('puts no text and no number into a span', async () => {
    const { text } = phone();
    for (const words of ['DISCOUNT', 'my number is +14155550101', 'STOP']) {
      const said = JSON.stringify((await text(words)).attributes);
      expect(said).not.toMatch(/\d{4}|number is/);
    }
  });
});
