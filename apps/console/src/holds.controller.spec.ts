import { senderConfigured, type EventDefinition } from '@parley/contracts';
import { ConfigDirectory } from '@parley/messaging';
import type { Clock } from '@parley/platform';
import { AuditNotes } from './audit/audit-notes.js';
import { HoldsController } from './holds.controller.js';
import type { RequestPublisher } from './request.publisher.js';
import type { Viewer } from './viewer.js';

const NOW = Date.parse('2026-11-20T15:00:00.000Z');
const requestedAt = new Date(NOW).toISOString();
const directory = new ConfigDirectory();
directory.apply(senderConfigured.topic, '12345', senderConfigured.example);

function desk() {
  const published: object[] = [];
  const publisher = {
    publish: async ({ topic }: EventDefinition, key: string, data: object) => {
      published.push({ topic, key, ...data });
      return 'e1';
    },
  } as unknown as RequestPublisher;
  const viewer = { name: async () => 'kim' } as unknown as Viewer;
  const clock = { now: () => NOW } as Clock;
  return { controller: new HoldsController(publisher, directory, viewer, clock), published };
}

describe('an order to hold', () => {
  it('a sender says who, why and when', async () => {
    const { controller, published } = desk();
    const notes = new AuditNotes();
    const asked = controller.sender('12345', { held: true, why: ' filtering ' }, notes);
    expect(await asked).toEqual({ eventId: 'e1' });
    expect(notes).toMatchObject({ action: 'senders.pause', why: 'filtering' });
    const order = { sender: '12345', held: true, why: 'filtering', by: 'kim', requestedAt };
    expect(published).toEqual([{ topic: 'parley.sender.hold-requested.v1', key: '12345', ...order }]);
  });

  it('a campaign, or to let it go on, without a reason', async () => {
    const { controller, published } = desk();
    const notes = new AuditNotes();
    await controller.campaign('autumn-wool', { held: false }, notes);
    expect(notes).toMatchObject({ action: 'campaigns.resume', why: undefined });
    const order = { campaign: 'autumn-wool', held: false, by: 'kim', requestedAt };
    expect(published).toEqual([{ topic: 'parley.campaign.hold-requested.v1', key: 'autumn-wool', ...order }]);
  });

  it.each([
    [{ held: true }],
    [{ held: true, why: '  ' }],
    [{ held: 'yes', why: 'x' }],
    [{ held: true, why: 'x'.repeat(241) }],
    [{ held: true, why: 'x', by: 'somebody else' }],
    [undefined],
  ])('%j is refused, and nothing is published', async (body) => {
    const { controller, published } = desk();
    await expect(controller.sender('12345', body, new AuditNotes())).rejects.toMatchObject({
      response: { code: 'HOLD_INVALID' },
    });
    expect(published).toEqual([]);
  });

  it('what is not there is refused', async () => {
    const { controller, published } = desk();
    const notes = new AuditNotes();
    await expect(controller.sender('99999', { held: false }, notes)).rejects.toMatchObject({
      response: { code: 'SENDER_UNKNOWN' },
    });
    expect(notes.action).toBe('senders.resume');
    await expect(controller.campaign('Autumn Wool', { held: false }, notes)).rejects.toMatchObject({
      response: { code: 'CAMPAIGN_INVALID' },
    });
    expect(published).toEqual([]);
  });
});
