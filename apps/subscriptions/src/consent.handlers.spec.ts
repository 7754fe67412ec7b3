import {
  consentChanged,
  consentRequested,
  consentState,
  intentResolved,
  mtRequested,
  type ConsentRequested,
  type IntentResolved,
  type MtRequested,
} from '@parley/contracts';
import { ConfigDirectory, type Batch, type Effect, type Envelope, type Steps } from '@parley/messaging';
import { Logger } from '@nestjs/common';
import { ConsentContexts } from './consent.contexts.js';
import { ConsentStore, type ConsentHistory, type StoredConsents } from './consent.store.js';
import { club, news, sender } from './domain/consent.story.js';
import type { LedgerEntry } from './domain/ledger.entry.js';
import { FallbackStore, type SaidFallback } from './fallback.store.js';
import { RequestConsentHandler } from './request-consent.handler.js';
import { ResolveConsentHandler } from './resolve-consent.handler.js';

const NOW = Date.parse('2026-11-20T15:00:01.000Z');
const MO = '5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b10';
const ANN = '+14155550101';
const BEN = '+14155550102';

/** Keeps states as the loop's store would, and remembers what it was asked for. */
class MemoryStore extends ConsentStore {
  readonly states = new Map<string, StoredConsents>();
  readonly loads: (readonly string[])[] = [];
  readonly ledger: LedgerEntry[] = [];

  load(subscribers: readonly string[]): Promise<Map<string, StoredConsents>> {
    this.loads.push(subscribers);
    return Promise.resolve(
      new Map([...this.states].filter(([subscriber]) => subscribers.includes(subscriber))),
    );
  }

  save(changed: ReadonlyMap<string, StoredConsents>, entries: readonly LedgerEntry[]): [] {
    for (const [subscriber, state] of changed) this.states.set(subscriber, state);
    this.ledger.push(...entries);
    return [];
  }

  history(): Promise<ConsentHistory> {
    return Promise.resolve({ entries: [] });
  }
}

class MemoryFallbacks extends FallbackStore {
  readonly said: SaidFallback[] = [];
  readonly loads: (readonly string[])[] = [];

  load(subscribers: readonly string[]): Promise<readonly SaidFallback[]> {
    this.loads.push(subscribers);
    return Promise.resolve(this.said.filter(({ subscriber }) => subscribers.includes(subscriber)));
  }

  save(said: readonly SaidFallback[]): [] {
    this.said.push(...said);
    return [];
  }
}

/** The middle of the loop: load once, decide in order, save once; keeps the effects. */
class MemoryBatch<T> implements Batch<T> {
  readonly effects: Effect[] = [];
  changed = 0;

  constructor(
    readonly events: readonly Envelope<T>[],
    private readonly nowMs = NOW,
  ) {}

  async run<S, R = never>(steps: Steps<T, S, R>): Promise<void> {
    const events = this.events.filter((event) => steps.concerns?.(event) ?? true);
    if (events.length === 0) return;
    const states = await steps.load([...new Set(events.map((event) => event.key))], events);
    const changed = new Map<string, S>();
    const records: R[] = [];
    for (const event of events) {
      const decision = steps.decide(changed.get(event.key) ?? states.get(event.key), event, this.nowMs);
      if (decision.state !== undefined) changed.set(event.key, decision.state);
      records.push(...(decision.records ?? []));
      this.effects.push(...decision.effects);
    }
    this.changed = changed.size;
    steps.save(changed, records);
  }
}

let counter = 0;

function envelope<T extends { subscriber: string }>(data: T): Envelope<T> {
  counter += 1;
  return {
    id: `0A4D2B1E-7C55-5F0E-9A51-${String(counter).padStart(12, '0')}`,
    type: 'test',
    source: 'web-shop',
    time: NOW,
    key: data.subscriber,
    conversationId: 'c',
    traceparent: '00-0-0-00',
    data,
    origin: { topic: 't', partition: 0, offset: String(counter), timestamp: NOW },
  };
}

const text = (fields: Partial<IntentResolved>): Envelope<IntentResolved> =>
  envelope({ ...intentResolved.example, subscriber: ANN, scope: undefined, ...fields });
const request = (fields: Partial<ConsentRequested>): Envelope<ConsentRequested> =>
  envelope({ ...consentRequested.example, subscriber: ANN, ...fields });

function house() {
  const directory = new ConfigDirectory();
  directory.senders.set(sender.sender, sender);
  for (const program of [club, news]) directory.programs.set(program.program, program);
  const store = new MemoryStore();
  const fallbacks = new MemoryFallbacks();
  const contexts = new ConsentContexts(directory);
  const resolver = new ResolveConsentHandler(store, contexts, fallbacks);
  const requester = new RequestConsentHandler(store, contexts);
  return {
    directory,
    store,
    fallbacks,
    hearAt: async (nowMs: number, ...events: Envelope<IntentResolved>[]) => {
      const batch = new MemoryBatch(events, nowMs);
      await resolver.resolve(batch);
      return batch.effects.map(({ name }) => name);
    },
    hear: async (...events: Envelope<IntentResolved>[]) => {
      const batch = new MemoryBatch(events);
      await resolver.resolve(batch);
      return batch;
    },
    ask: async (...events: Envelope<ConsentRequested>[]) => {
      const batch = new MemoryBatch(events);
      await requester.request(batch);
      return batch;
    },
  };
}

const join = (program: string) => ({ intent: 'subscribe' as const, program, text: 'join' });
const names = (effects: readonly Effect[]) => effects.map(({ event, name }) => `${event.topic} ${name}`);
const textIn = (effects: readonly Effect[]) =>
  effects.find(({ event }) => event === mtRequested)?.data as MtRequested | undefined;

describe('texts', () => {
  it('loads nothing for a batch that does not concern consent', async () => {
    const { hear, store } = house();
    const batch = await hear(
      text({ intent: 'reply' }),
      text({ intent: 'help' }),
      text({ intent: 'handoff' }),
    );
    expect(batch.effects).toEqual([]);
    expect(store.loads).toEqual([]);
  });

  it('loads those whom the batch is about, once', async () => {
    const { hear, store } = house();
    await hear(
      text({ intent: 'reply', subscriber: BEN }),
      text({ intent: 'opt_out' }),
      text({ intent: 'opt_in' }),
    );
    expect(store.loads).toEqual([[ANN]]);
  });

  it('turns a STOP into entries, a snapshot and one confirmation that carries them all', async () => {
    const { hear } = house();
    await hear(text(join('news')), text(join('club')), text({ intent: 'confirm' }));
    const { effects } = await hear(text({ intent: 'opt_out', scope: 'sender', moId: MO }));
    expect(names(effects)).toEqual([
      'parley.consent.changed.v1 consent/4',
      'parley.consent.changed.v1 consent/5',
      'parley.consent.changed.v1 consent/6',
      'parley.consent.state.v1 state',
      'parley.mt.requested.v1 confirmation',
    ]);
    expect(effects[0]?.data).toEqual({
      subscriber: ANN,
      sender: '12345',
      program: '*',
      from: 'none',
      to: 'out',
      version: 4,
      rule: 'opt-out/sender',
      source: 'keyword',
      causeId: MO,
      changedAt: '2026-11-20T15:00:01.000Z',
    });
    expect(textIn(effects)).toEqual({
      subscriber: ANN,
      sender: '12345',
      text: 'Warm Sweaters: you are unsubscribed and will get no more messages. Reply START to resubscribe.',
      lane: 'compliance',
      purpose: 'opt_out_confirmation',
      inReplyTo: MO,
      moReceivedAt: '2026-11-20T15:00:00.000Z',
      onUnknown: 'park',
      consent: [
        { program: '*', state: 'out', version: 4 },
        { program: 'news', state: 'out', version: 5 },
        { program: 'club', state: 'out', version: 6 },
      ],
    });
  });

  it('publishes only what fits the contracts', async () => {
    const { hear } = house();
    const { effects } = await hear(
      text(join('news')),
      text(join('club')),
      text({ intent: 'confirm' }),
      text({ intent: 'opt_out' }),
      text({ intent: 'opt_in' }),
    );
    expect(new Set(effects.map(({ event }) => event))).toEqual(
      new Set([consentChanged, consentState, mtRequested]),
    );
    for (const { event, data } of effects) expect(event.schema.parse(data)).toEqual(data);
  });

  it('sends the snapshot of everything that is known', async () => {
    const { hear } = house();
    await hear(text(join('news')));
    const { effects } = await hear(text(join('club')));
    expect(effects.find(({ event }) => event === consentState)?.data).toEqual({
      subscriber: ANN,
      version: 2,
      consents: [
        { sender: '12345', program: 'news', state: 'in', since: '2026-11-20T15:00:01.000Z' },
        { sender: '12345', program: 'club', state: 'pending', since: '2026-11-20T15:00:01.000Z' },
      ],
    });
  });

  it('says nothing and keeps nothing for a STOP that already stands', async () => {
    const { hear, store } = house();
    const batch = await hear(text({ intent: 'opt_out' }), text({ intent: 'opt_out' }));
    expect(names(batch.effects)).toHaveLength(3);
    const again = await hear(text({ intent: 'opt_out' }));
    expect(again).toMatchObject({ effects: [], changed: 0 });
    expect(store.ledger).toHaveLength(1);
  });

  it('keeps that a prompt went out again, though the ledger does not grow', async () => {
    const { hear, store } = house();
    await hear(text(join('club')));
    const batch = await hear(text(join('club')));
    expect(names(batch.effects)).toEqual(['parley.mt.requested.v1 prompt']);
    expect(textIn(batch.effects)).not.toHaveProperty('consent');
    expect(store.states.get(ANN)?.consents.standings[0]?.repeats).toBe(1);
    expect(store.ledger).toHaveLength(1);
  });

  it('proves an entry by the raw text, the rule that matched and the times', async () => {
    const { hear, store } = house();
    const odd = 'Stop\0 \uD83D please';
    await hear(
      text({
        intent: 'opt_out',
        scopeRule: 'scope/only-program',
        text: odd,
        moId: MO.toUpperCase(),
        receivedAt: '2026-11-20T15:00:00Z',
      }),
    );
    expect(store.ledger).toEqual([
      {
        subscriber: ANN,
        version: 1,
        sender: '12345',
        program: '*',
        from: 'none',
        to: 'out',
        rule: 'opt-out/sender',
        source: 'keyword',
        causeId: MO,
        text: 'Stop\uFFFD \uFFFD please',
        matchedRule: 'compliance/opt-out@2026-11-01 scope/only-program',
        shown:
          'Warm Sweaters: you are unsubscribed and will get no more messages. Reply START to resubscribe.',
        shownVersion: 'default',
        receivedAt: Date.parse('2026-11-20T15:00:00.000Z'),
        at: NOW,
      },
    ]);
  });

  it('asks a wrong answer again instead of the fallback, and leaves the fallback to whom nothing waits for', async () => {
    const { hear, directory, store } = house();
    directory.programs.set('club', { ...club, invalidAnswerText: 'club: reply YES or STOP' });
    directory.revision += 1;
    const odd = { intent: 'handoff', text: 'maybe', fallback: 'fallback', moId: MO } as const;
    const [stranger] = (await hear(text({ ...odd, subscriber: BEN }))).effects;
    expect(stranger).toMatchObject({
      name: 'fallback',
      data: { text: 'fallback', lane: 'reply', inReplyTo: MO, moReceivedAt: '2026-11-20T15:00:00.000Z' },
    });
    await hear(text(join('club')));
    const [told] = (await hear(text(odd))).effects;
    expect(told).toMatchObject({
      name: 'invalid-answer',
      data: { purpose: 'opt_in_prompt', program: 'club' },
    });
    expect(store.states.get(ANN)?.consents.standings[0]?.misses).toBe(1);
    await hear(text(odd));
    const [enough] = (await hear(text(odd))).effects;
    expect(enough).toMatchObject({ name: 'fallback' });
    expect(store.ledger).toHaveLength(1);
  });

  it('says the fallback text once in 24 hours per person and sender, also within a batch', async () => {
    const { hearAt, fallbacks, store } = house();
    const odd = { intent: 'handoff', text: 'maybe', fallback: 'fallback', moId: MO } as const;
    const HOUR = 3_600_000;
    expect(await hearAt(NOW, text(odd), text({ ...odd, sender: '20551' }), text(odd))).toEqual([
      'fallback',
      'fallback',
    ]);
    expect(await hearAt(NOW + 1, text(odd), text({ ...odd, subscriber: BEN }))).toEqual(['fallback']);
    expect(await hearAt(NOW + 24 * HOUR - 1, text(odd))).toEqual([]);
    expect(await hearAt(NOW + 24 * HOUR, text(odd))).toEqual(['fallback']);
    expect(fallbacks.said).toHaveLength(4);
    expect(store.states.size).toBe(0);
  });

  it('asks when the fallback text was said only where it may be due', async () => {
    const { hear, fallbacks } = house();
    await hear(text(join('club')), text({ intent: 'opt_out' }));
    expect(fallbacks.loads).toEqual([]);
    await hear(
      text(join('news')),
      text({ intent: 'handoff', subscriber: BEN, text: 'maybe', fallback: 'fallback' }),
    );
    expect(fallbacks.loads).toEqual([[BEN]]);
  });

  it('loads nothing for what nobody understood where no program takes such answers', async () => {
    const { hear, store } = house();
    await hear(text({ intent: 'handoff' }));
    expect(store.loads).toEqual([]);
  });

  it('keeps which age a birth date proved, and the birth date nowhere', async () => {
    const { hear, directory, store } = house();
    const ageGate = { minimumAge: 21, refusedText: 'club: not yet' };
    directory.programs.set('club', { ...club, ageGate });
    directory.revision += 1;
    await hear(text(join('club')));
    const { effects } = await hear(text({ intent: 'handoff', text: '12/31/1990' }));
    expect(textIn(effects)?.text).toBe('club: welcome');
    expect(store.ledger[1]).toMatchObject({
      rule: 'confirm/age',
      text: '[a birth date: at least 21 years]',
      disclosure: 'club: prompt',
      shown: 'club: welcome',
    });
    expect(JSON.stringify([store.ledger, [...store.states.values()], effects])).not.toContain('1990');
  });

  it('decides by the programs as they are configured now', async () => {
    const { hear, directory } = house();
    expect((await hear(text(join('sale')))).effects).toEqual([]);
    directory.programs.set('sale', { ...news, program: 'sale' });
    directory.revision += 1;
    expect(names((await hear(text(join('sale')))).effects)).toContain('parley.mt.requested.v1 confirmation');
  });
});

describe('requests of other services', () => {
  it('ask the phone, and keep the disclosure that was agreed to', async () => {
    const { ask, store } = house();
    const event = request({ program: 'club' });
    const { effects } = await ask(event);
    const causeId = event.id.toLowerCase();
    expect(effects[0]?.data).toMatchObject({ causeId, source: 'web_form', to: 'pending' });
    expect(textIn(effects)).not.toHaveProperty('inReplyTo');
    expect(store.ledger[0]).toMatchObject({
      causeId,
      disclosure: 'Text me about sweaters. Msg & data rates may apply.',
      disclosureVersion: '2026-11',
      shown: 'club: prompt',
      shownVersion: '1',
      receivedAt: Date.parse('2026-11-20T15:00:00.000Z'),
    });
    expect(store.ledger[0]).not.toHaveProperty('matchedRule');
    expect(store.ledger[0]).not.toHaveProperty('text');
  });

  it('of a flow are proved by the text that the flow asks after, and lift no opt-out by it', async () => {
    const { ask, store } = house();
    const moId = '5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b10';
    const mo = { moId, text: 'Yes!', rule: 'flow/join/in@r7' };
    const asked = { source: 'api', disclosure: undefined, mo } as const;
    const { effects } = await ask(request({ ...asked, program: 'news' }));
    expect(effects[0]?.data).toMatchObject({ to: 'in', source: 'keyword', causeId: moId });
    expect(store.ledger[0]).toMatchObject({
      rule: 'subscribe/single',
      source: 'keyword',
      causeId: moId,
      text: 'Yes!',
      matchedRule: 'flow/join/in@r7',
    });
    await ask(request({ program: 'news', action: 'opt_out', source: 'voice', disclosure: undefined }));
    const again = await ask(request({ ...asked, program: 'news' }));
    expect(again.effects[0]?.data).toMatchObject({ to: 'pending', source: 'keyword' });
  });

  it('end everything on the sender when an opt-out names no program', async () => {
    const { ask } = house();
    const { effects } = await ask(
      request({ program: 'news' }),
      request({ action: 'opt_out', program: undefined, source: 'voice' }),
    );
    expect(textIn(effects.slice(3))?.consent).toEqual([
      { program: '*', state: 'out', version: 2 },
      { program: 'news', state: 'out', version: 3 },
    ]);
  });

  it('change nothing without the words that were agreed to, and are told', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const { ask, store } = house();
    const event = request({ program: 'news', source: 'web_form', disclosure: undefined });
    expect(await ask(event)).toMatchObject({ effects: [], changed: 0 });
    expect(store.ledger).toEqual([]);
    const told = warn.mock.calls.map(([message]) => message as string);
    expect(told).toEqual([
      expect.stringContaining(
        `DISCLOSURE_MISSING: consent request ${event.id} from web-shop names program news`,
      ),
    ]);
    expect(told[0]).toMatch(/Give the words .* as `disclosure`.* send the request again\.$/);
    warn.mockRestore();
  });

  it('are told of a program that does not exist, without the number', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const { ask } = house();
    const event = request({ program: 'nothing' });
    const batch = await ask(event, request({ program: undefined }));
    expect(batch).toMatchObject({ effects: [], changed: 0 });
    const [unknown, missing] = warn.mock.calls.map(([message]) => message as string);
    expect(unknown).toContain(
      `PROGRAM_UNKNOWN: consent request ${event.id} from web-shop names program nothing`,
    );
    expect(missing).toContain('PROGRAM_MISSING');
    expect(`${unknown}${missing}`).not.toContain('4155550101');
    warn.mockRestore();
  });
});
