import { mtResolveRequested } from '@parley/contracts';
import { ApiAccess, Clock, newApiKey } from '@parley/platform';
import { AuditNotes } from '../audit/audit-notes.js';
import { Live } from '../live.js';
import type { RequestPublisher } from '../request.publisher.js';
import { Viewer } from '../viewer.js';
import { UnknownsController } from './unknowns.controller.js';
import type { UnknownsStore, UnknownText } from './unknowns.store.js';

const [known, gone] = ['0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20', '1a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20'];
const text = {
  mtId: known,
  subscriber: '+14155550101',
  sender: '12345',
  conversationId: 'c1',
} as UnknownText;
const { key, hash } = newApiKey();
const authorization = `Bearer ${key}`;

function desk(role: 'operator' | 'viewer' = 'operator') {
  const asked: object[] = [];
  const access = new ApiAccess({ keys: [{ name: 'kim', hash, roles: [role] }] });
  const sought: object[] = [];
  const list = async (search: object) => (sought.push(search), { texts: [text], fit: 1 });
  const unknowns = { list, among: async () => [text] } as unknown as UnknownsStore;
  const requests = {
    publishAll: async (events: object[]) => void asked.push(...events),
  } as unknown as RequestPublisher;
  const clock = new Clock();
  const controller = new UnknownsController(unknowns, requests, new Viewer(access), new Live(), clock);
  return { controller, asked, sought };
}

describe('texts with an unknown outcome, at the console', () => {
  it('are resolved by an order in the name of who asks; those that are known by now are told', async () => {
    const { controller, asked } = desk();
    const notes = new AuditNotes();
    const body = { mtIds: [known.toUpperCase(), gone], as: 'delivered', why: 'seen in the log' };
    const answer = await controller.resolve(body, notes, authorization);
    expect(answer).toMatchObject({ asked: 1, refused: [{ mtId: gone, code: 'NOT_UNKNOWN' }] });
    expect(asked).toMatchObject([
      {
        event: mtResolveRequested,
        key: '+14155550101',
        conversationId: 'c1',
        data: { mtId: known, as: 'delivered', by: 'kim', why: 'seen in the log' },
      },
    ]);
    const [order] = asked as { data: unknown }[];
    expect(mtResolveRequested.schema.safeParse(order!.data).success).toBe(true);
    expect(notes.why).toBe('seen in the log');
    expect(notes.all).toEqual([
      { target: `c1 ${known} delivered`, code: undefined },
      { target: gone, code: 'NOT_UNKNOWN' },
    ]);
  });

  it.each([
    { mtIds: [], as: 'delivered', why: 'x' },
    { mtIds: [known], as: 'lost', why: 'x' },
    { mtIds: [known], as: 'resend', why: '  ' },
    { mtIds: ['1'], as: 'resend', why: 'x' },
  ])('are not, by %j', async (body) => {
    const { controller, asked } = desk();
    await expect(controller.resolve(body, new AuditNotes(), authorization)).rejects.toMatchObject({
      response: { code: 'RESOLVE_INVALID' },
    });
    expect(asked).toEqual([]);
  });

  it('are shown with their numbers masked to who may not see them', async () => {
    const masked = await desk('viewer').controller.list({}, authorization);
    expect(JSON.stringify(masked)).not.toContain('+14155550101');
    expect(JSON.stringify(await desk().controller.list({}, authorization))).toContain('+14155550101');
  });

  it('are found by what the address says; what can not be read is refused', async () => {
    const { controller, sought } = desk();
    const since = '2026-11-20T15:00:00.000Z';
    await controller.list({ sender: '12345', carrier: 'simulator', since, until: '' }, authorization);
    expect(sought).toEqual([{ sender: '12345', carrier: 'simulator', since }]);
    await expect(controller.list({ since: 'yesterday' }, authorization)).rejects.toMatchObject({
      response: { code: 'SEARCH_INVALID' },
    });
  });
});
