import { BadRequestException } from '@nestjs/common';
import { chainLink, GENESIS } from '@parley/persistence';
import { ConsentsController } from './consents.controller.js';
import { ConsentStore, type ConsentHistory } from './consent.store.js';
import { tell } from './domain/consent.story.js';
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

describe('GET /v1/consents/:number', () => {
  it('answers empty lists for a number nothing is known of', async () => {
    const controller = new ConsentsController(new OneLedger());
    expect(await controller.show('+14155550101')).toEqual({
      subscriber: '+14155550101',
      version: 0,
      consents: [],
      ledger: [],
    });
  });

  it('takes a number as it is written in the US', async () => {
    const store = new OneLedger();
    expect((await new ConsentsController(store).show('(415) 555-0101')).subscriber).toBe('+14155550101');
    expect(store.asked).toEqual(['+14155550101']);
  });

  it.each(['not-a-number', '', '+1415', `+${'1'.repeat(99)}`])('refuses %j with a code', async (raw) => {
    const store = new OneLedger();
    const error: unknown = await new ConsentsController(store).show(raw).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(BadRequestException);
    expect((error as BadRequestException).getResponse()).toEqual({
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
    const view = await new ConsentsController(new OneLedger([{ ...entry, prevHash: GENESIS, hash }])).show(
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
