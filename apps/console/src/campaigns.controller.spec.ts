import { programConfigured, senderConfigured } from '@parley/contracts';
import { ConfigDirectory } from '@parley/messaging';
import type { Clock } from '@parley/platform';
import { AuditNotes } from './audit/audit-notes.js';
import type { CampaignOrder, CampaignOrdersStore } from './campaign-orders.store.js';
import { CampaignReviews } from './campaign-review.js';
import { CampaignsController } from './campaigns.controller.js';
import { CampaignsStore, type Campaign } from './campaigns.store.js';
import { CampaignsView } from './campaigns.view.js';
import { Live } from './live.js';
import type { Asked, RequestPublisher } from './request.publisher.js';
import type { Viewer } from './viewer.js';

const NOW = Date.parse('2026-11-20T15:00:00.000Z');
const directory = new ConfigDirectory();
directory.apply(senderConfigured.topic, '12345', senderConfigured.example);
directory.apply(programConfigured.topic, 'sweater-club', programConfigured.example);

const draft = {
  ...{ campaign: 'autumn-wool', sender: '12345', program: 'sweater-club' },
  text: 'New wool is in. Reply STOP to end.',
};
const running: Campaign = {
  ...{ id: 'c1', campaign: 'winter-wool', sender: '12345', program: 'sweater-club', text: 'x' },
  ...{
    requestedAt: '2026-11-20T14:00:00.000Z',
    state: 'running',
    held: false,
    senderPaused: false,
    queued: 5,
    refused: 0,
    left: 5,
  },
};

class Store extends CampaignsStore {
  constructor(private readonly known: readonly Campaign[]) {
    super();
  }
  async campaigns(name: string | undefined): Promise<Campaign[]> {
    return this.known.filter(({ campaign }) => name === undefined || campaign === name);
  }
  async texts() {
    return [];
  }
  async members() {
    return new Map([['12345/sweater-club', 3]]);
  }
  async crowds() {
    return [{ number: '+12125550101', people: 3 }];
  }
  async standing(_sender: string, _program: string, numbers: readonly string[]) {
    return {
      memberships: [{ state: 'in', people: numbers.length }],
      crowds: [{ number: '+12125550101', people: numbers.length }],
    };
  }
}

/** Names that are taken, by the id of their start. */
class Orders {
  readonly starts = new Map<string, CampaignOrder>();
  async take(start: CampaignOrder): Promise<boolean> {
    const isFirst = !this.starts.has(start.eventId);
    if (isFirst) this.starts.set(start.eventId, start);
    return isFirst;
  }
  async giveBack(eventId: string): Promise<void> {
    this.starts.delete(eventId);
  }
}

function desk(known: readonly Campaign[] = []) {
  const published: Asked[] = [];
  const orders = new Orders();
  const kafka = { isAway: false };
  const requests = {
    publishAll: async (asked: Asked[]) => {
      if (kafka.isAway) throw new Error('no Kafka');
      published.push(...asked);
    },
    publish: async (event: Asked['event'], key: string, data: Asked['data']) =>
      void published.push({ event, key, data }),
  } as unknown as RequestPublisher;
  const clock = { now: () => NOW } as Clock;
  const store = new Store(known);
  const views = new CampaignsView(store, { of: async () => [] } as never);
  const viewer = { name: async () => 'ann' } as unknown as Viewer;
  const reviews = new CampaignReviews(directory, store, clock);
  const controller = new CampaignsController(
    ...([
      views,
      reviews,
      orders as unknown as CampaignOrdersStore,
      requests,
      viewer,
      new Live(),
      clock,
    ] as const),
  );
  return { controller, published, orders, kafka };
}

describe('a campaign at the console', () => {
  it('is looked at without being started', async () => {
    const { controller, published } = desk();
    const numbers = '+12125550101\nnobody\n+12125550101';
    const review = await controller.review({ ...draft, numbers });
    expect(review).toMatchObject({
      ...{ findings: [], people: 1, segments: 1, count: { encoding: 'gsm7', segments: 1 }, takesS: 0.01 },
      list: { numbers: 1, repeated: 1, refused: 1, firstRefused: [{ line: 2, written: 'nobody' }] },
      hours: { open: [{ people: 1, regions: ['US-NY'] }], never: 0 },
    });
    expect(published).toEqual([]);
  });

  it('is started by who asks, with why, as the contract has it', async () => {
    const { controller, published, orders } = desk();
    const notes = new AuditNotes();
    const sendAfter = '2026-11-21T10:00:00-05:00';
    await controller.start({ ...draft, numbers: '(212) 555-0101', sendAfter, why: 'wool came in' }, notes);
    expect(notes).toMatchObject({ action: 'campaigns.start', why: 'wool came in' });
    expect(notes.all).toEqual([{ target: 'autumn-wool' }]);
    expect([published[0]!.event.topic, published[0]!.key]).toEqual([
      'parley.campaign.requested.v1',
      'autumn-wool',
    ]);
    expect(published[0]!.data).toEqual({
      ...draft,
      ...{ subscribers: ['+12125550101'], sendAfter: '2026-11-21T15:00:00.000Z', expiresAt: undefined },
      ...{ why: 'wool came in', by: 'ann', requestedAt: '2026-11-20T15:00:00.000Z' },
    });
    expect([...orders.starts.values()]).toEqual([
      {
        ...{ eventId: published[0]!.id, campaign: 'autumn-wool', order: 'start', by: 'ann' },
        ...{ why: 'wool came in', at: '2026-11-20T15:00:00.000Z' },
      },
    ]);
  });

  it('has its name for itself from the moment that it is started, before the dispatcher knows it', async () => {
    const { controller, published } = desk();
    const notes = new AuditNotes();
    const starts = ['one', 'two'].map((why) => controller.start({ ...draft, why }, notes));
    const [, second] = await Promise.allSettled(starts);
    expect(second).toMatchObject({ reason: { status: 422, response: { code: 'NAME_TAKEN' } } });
    expect(published).toHaveLength(1);
    expect(notes.all).toEqual([{ target: 'autumn-wool' }, { target: 'autumn-wool', code: 'NAME_TAKEN' }]);
  });

  it('gives its name back where it could not be published, and is the same event when it is tried again', async () => {
    const { controller, published, kafka } = desk();
    kafka.isAway = true;
    await expect(controller.start({ ...draft, why: 'one' }, new AuditNotes())).rejects.toThrow('no Kafka');
    kafka.isAway = false;
    await controller.start({ ...draft, why: 'one' }, new AuditNotes());
    expect(published.map(({ id }) => id)).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/)]);
  });

  it.each<[string, object]>([
    ['NAME_TAKEN', { campaign: 'winter-wool' }],
    ['NAME_INVALID', { campaign: 'Winter Wool' }],
    ['NOBODY', { numbers: 'nobody' }],
    ['PROGRAM_UNKNOWN', { program: 'other' }],
    ['EXPIRES_TOO_SOON', { expiresAt: '2026-11-20T14:00:00.000Z' }],
  ])('is not started with %s, whatever the page let through', async (code, changed) => {
    const { controller, published } = desk([running]);
    const asked = controller.start({ ...draft, why: 'because', ...changed }, new AuditNotes());
    await expect(asked).rejects.toMatchObject({ status: 422, response: { code } });
    expect(published).toEqual([]);
  });

  it('is not started without why, nor with what nobody knows', async () => {
    const { controller } = desk();
    const refusal = (field: string) => ({
      response: {
        code: 'CAMPAIGN_INVALID',
        message: `The request can not be taken; correct ${field}.`,
      },
    });
    await expect(controller.start(draft, new AuditNotes())).rejects.toMatchObject(refusal('why'));
    await expect(controller.start({ ...draft, why: ' ' }, new AuditNotes())).rejects.toMatchObject(
      refusal('why'),
    );
    await expect(controller.review({ ...draft, by: 'bob' })).rejects.toMatchObject(refusal('by'));
    await expect(controller.review({ ...draft, sendAfter: 'soon' })).rejects.toMatchObject(
      refusal('sendAfter'),
    );
  });

  it.each([
    ['pause', 'parley.campaign.hold-requested.v1', { held: true }],
    ['resume', 'parley.campaign.hold-requested.v1', { held: false }],
    ['cancel', 'parley.campaign.cancel-requested.v1', {}],
  ])('takes the order to %s, with who and why', async (order, topic, more) => {
    const { controller, published } = desk([running]);
    const notes = new AuditNotes();
    await controller.order('winter-wool', { order, why: 'wrong price' }, notes);
    expect(notes).toMatchObject({ action: `campaigns.${order}`, why: 'wrong price' });
    const at = '2026-11-20T15:00:00.000Z';
    const data = { campaign: 'winter-wool', why: 'wrong price', by: 'ann', requestedAt: at, ...more };
    expect(published.map(({ event, key }) => [event.topic, key])).toEqual([[topic, 'winter-wool']]);
    expect(published[0]!.data).toEqual(data);
  });

  it.each(['done', 'expired', 'cancelled'] as const)(
    'takes no order when it is %s, or unknown',
    async (state) => {
      const { controller, published } = desk([{ ...running, state }]);
      const order = { order: 'pause', why: 'x' };
      const notes = new AuditNotes();
      await expect(controller.order('winter-wool', order, notes)).rejects.toMatchObject({ status: 409 });
      await expect(controller.order('other', order, notes)).rejects.toMatchObject({ status: 404 });
      const wrong = controller.order('winter-wool', { order: 'stop', why: 'x' }, new AuditNotes());
      await expect(wrong).rejects.toMatchObject({ response: { code: 'ORDER_INVALID' } });
      expect(published).toEqual([]);
    },
  );
});
