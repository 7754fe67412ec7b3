import type { HttpException } from '@nestjs/common';
import { programConfigured, senderConfigured, type EventDefinition } from '@parley/contracts';
import { ConfigDirectory, PublishError } from '@parley/messaging';
import { chainLink, GENESIS } from '@parley/persistence';
import { Clock } from '@parley/platform';
import { ConsentsController } from './consents.controller.js';
import { ConsentStore, type ConsentHistory } from './consent.store.js';
import { ConsentContexts } from './consent.contexts.js';
import { club, news, sender, tell } from './domain/consent.story.js';
import { RequestPublisher } from './request.publisher.js';
import { canonicalJson } from './domain/ledger.chain.js';
import type { ChainedEntry } from './domain/ledger.entry.js';

class OneLedger extends ConsentStore {
  asked: string[] = [];
  constructor(private readonly entries: readonly ChainedEntry[] = []) {
    super();
  }
  load(): Promise<never> {
    return Promise.reject(new Error('not read by the controller'));
  }
  save(): [] {
    return [];
  }
  history(subscriber: string): Promise<ConsentHistory> {
    this.asked.push(subscriber);
    return Promise.resolve({ entries: this.entries });
  }
}

const poster = { ...news, program: 'poster', disclosureText: 'Text POSTER for news.' };

const NOW = Date.parse('2026-11-20T15:00:00.000Z');

class FixedClock extends Clock {
  override now(): number {
    return NOW;
  }
}

/** Keeps what was to be published; fails while Kafka is away. */
class Published extends RequestPublisher {
  readonly events: { topic: string; id: string; data: unknown }[] = [];
  away = false;

  constructor() {
    super(undefined as never, undefined as never, undefined as never, new FixedClock());
  }

  override publish(event: EventDefinition, id: string, data: unknown): Promise<void> {
    if (this.away) return Promise.reject(new PublishError('away'));
    this.events.push({ topic: event.topic, id, data: event.schema.parse(data) });
    return Promise.resolve();
  }
}

function controllerOf(store: ConsentStore, published = new Published()): ConsentsController {
  const directory = new ConfigDirectory();
  directory.apply(senderConfigured.topic, sender.sender, sender);
  for (const program of [club, news, poster])
    directory.apply(programConfigured.topic, program.program, program);
  return new ConsentsController(store, new ConsentContexts(directory), published, new FixedClock());
}

describe('GET /v1/consents/:number', () => {
  it('answers empty lists for a number nothing is known of', async () => {
    const controller = controllerOf(new OneLedger());
    expect(await controller.show('+14155550101')).toEqual({
      subscriber: '+14155550101',
      version: 0,
      consents: [],
      ledger: [],
    });
  });

  it('takes a number as it is written in the US', async () => {
    const store = new OneLedger();
    expect((await controllerOf(store).show('(415) 555-0101')).subscriber).toBe('+14155550101');
    expect(store.asked).toEqual(['+14155550101']);
  });

  it.each(['not-a-number', '', '+1415', `+${'1'.repeat(99)}`])('refuses %j with a code', async (raw) => {
    const store = new OneLedger();
    const error: unknown = await controllerOf(store)
      .show(raw)
      .catch((caught: unknown) => caught);
    expect((error as HttpException).getStatus()).toBe(400);
    expect((error as HttpException).getResponse()).toEqual({
      code: expect.stringMatching(/^NUMBER_/) as string,
      message: expect.stringMatching(/./) as string,
    });
    expect(store.asked).toEqual([]);
  });

  it('shows the states that the ledger proves, and the ledger itself', async () => {
    const [asked] = tell('JOIN club').decision.entries;
    const entry = {
      ...asked!,
      subscriber: '+14155550101',
      causeId: '5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b10',
      text: 'Join',
      receivedAt: asked!.at - 10,
    };
    const hash = chainLink(GENESIS, canonicalJson(entry));
    const view = await controllerOf(new OneLedger([{ ...entry, prevHash: GENESIS, hash }])).show(
      '+14155550101',
    );
    expect(JSON.parse(JSON.stringify(view))).toEqual({
      subscriber: '+14155550101',
      version: 1,
      consents: [
        {
          sender: '12345',
          program: 'club',
          state: 'pending',
          since: '2026-11-20T15:00:00.000Z',
          expiresAt: '2026-12-20T15:00:00.000Z',
        },
      ],
      ledger: [
        {
          version: 1,
          sender: '12345',
          program: 'club',
          from: 'none',
          to: 'pending',
          rule: 'subscribe/double',
          source: 'keyword',
          causeId: '5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b10',
          text: 'Join',
          shown: 'club: prompt',
          shownVersion: '1',
          receivedAt: '2026-11-20T14:59:59.990Z',
          honouredAt: '2026-11-20T15:00:00.000Z',
          expiresAt: '2026-12-20T15:00:00.000Z',
          prevHash: '00'.repeat(32),
          hash,
        },
      ],
    });
  });
});

describe('POST /v1/consents', () => {
  const disclosure = { text: 'Text me.', version: '7' };
  const body = {
    subscriber: '(415) 555-0101',
    sender: '12345',
    program: 'club',
    action: 'opt_in',
    disclosure,
  };
  const ask = (fields: object, published = new Published()) =>
    controllerOf(new OneLedger(), published).request({ ...body, ...fields });

  it('publishes the request for the loop to decide, and gives its id', async () => {
    const published = new Published();
    const { id } = await ask({ source: 'web_form' }, published);
    expect(published.events).toEqual([
      {
        topic: 'parley.consent.requested.v1',
        id,
        data: {
          subscriber: '+14155550101',
          sender: '12345',
          program: 'club',
          action: 'opt_in',
          source: 'web_form',
          disclosure,
          requestedAt: '2026-11-20T15:00:00.000Z',
        },
      },
    ]);
  });

  it('makes one request of a key that comes twice, and two of two wishes under one key', async () => {
    const one = await ask({ idempotencyKey: 'a' });
    expect((await ask({ idempotencyKey: 'a' })).id).toBe(one.id);
    expect((await ask({ idempotencyKey: 'b' })).id).not.toBe(one.id);
    expect((await ask({ idempotencyKey: 'a', action: 'opt_out' })).id).not.toBe(one.id);
    expect((await ask({})).id).not.toBe((await ask({})).id);
  });

  it("takes an opt-in without words where the program's own say what people read", async () => {
    const published = new Published();
    await ask({ program: 'poster', source: 'web_form', disclosure: undefined }, published);
    expect(published.events).toHaveLength(1);
  });

  it('takes an opt-out of everything', async () => {
    const published = new Published();
    await ask({ action: 'opt_out', program: undefined, source: 'voice' }, published);
    expect(JSON.stringify(published.events[0]?.data)).toMatch(/"action":"opt_out"/);
    expect(JSON.stringify(published.events[0]?.data)).not.toContain('club');
  });

  it.each([
    [400, 'BODY_INVALID', { action: 'maybe' }],
    [400, 'BODY_INVALID', { source: 'deactivation' }],
    [400, 'BODY_INVALID', { disclosure: { text: '' } }],
    [400, 'NUMBER_MALFORMED', { subscriber: 'nobody' }],
    [404, 'SENDER_UNKNOWN', { sender: '99999' }],
    [404, 'PROGRAM_UNKNOWN', { program: 'nothing' }],
    [400, 'PROGRAM_MISSING', { program: undefined }],
    ...[undefined, 'web_form', 'api', 'email', 'voice'].map((source): [number, string, object] => [
      400,
      'DISCLOSURE_MISSING',
      { source, disclosure: undefined },
    ]),
  ])('refuses with %d %s: %j', async (status, code, fields) => {
    const published = new Published();
    const error = (await ask(fields, published).catch((caught: unknown) => caught)) as HttpException;
    expect(error.getStatus()).toBe(status);
    expect(error.getResponse()).toMatchObject({ code, message: expect.stringMatching(/\.$/) as string });
    expect(JSON.stringify(error.getResponse())).not.toContain('(415)');
    expect(published.events).toEqual([]);
  });

  it('says that nothing was kept while Kafka is away', async () => {
    const published = new Published();
    published.away = true;
    const error = (await ask({}, published).catch((caught: unknown) => caught)) as HttpException;
    expect(error.getStatus()).toBe(503);
    expect(error.getResponse()).toMatchObject({ code: 'KAFKA_UNAVAILABLE' });
  });
});

describe('GET /v1/consents/:number/ledger', () => {
  it('says whether the chain is what was written', async () => {
    const [asked] = tell('JOIN club').decision.entries;
    const entry = { ...asked!, subscriber: '+14155550101', causeId: 'c', receivedAt: 1 };
    const good = { ...entry, prevHash: GENESIS, hash: chainLink(GENESIS, canonicalJson(entry)) };
    const shown = await controllerOf(new OneLedger([good])).ledger('+14155550101');
    expect(shown).toMatchObject({ verified: true, ledger: [{ shown: 'club: prompt' }] });
    const altered = { ...good, shown: 'club: Prompt' };
    expect(await controllerOf(new OneLedger([altered])).ledger('+14155550101')).toMatchObject({
      verified: false,
      fault: 'LEDGER_ENTRY_ALTERED',
      faultAt: 1,
    });
  });
});
