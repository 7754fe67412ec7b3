import { moReceived, mtRequested, personEraseRequested } from '@parley/contracts';
import type { LetterDesk, ShownLetter } from '@parley/messaging';
import { PublishError } from '@parley/messaging';
import { ApiAccess, newApiKey, type Role } from '@parley/platform';
import { AuditNotes } from '../audit/audit-notes.js';
import { Live } from '../live.js';
import { Viewer } from '../viewer.js';
import { LettersController } from './letters.controller.js';
import { LettersView } from './letters.view.js';

const letter = (topic: string, deadLetterOffset: string, more: Partial<ShownLetter> = {}): ShownLetter => ({
  ...{
    deadLetterTopic: `${topic}.dispatcher.dlq`,
    deadLetterOffset,
    reason: 'SCHEMA_INVALID',
    detail: 'text',
  },
  ...{
    topic,
    partition: 0,
    offset: deadLetterOffset,
    group: 'dispatcher',
    at: '2026-11-25T10:00:00.000Z',
    setAsideMs: 0,
  },
  ...{ key: '+14155550101', value: Buffer.from('{}'), headers: {}, cut: false, redriven: undefined },
  ...more,
});
const mt = letter(mtRequested.topic, '1');
const mo = letter(moReceived.topic, '2', { reason: 'UNKNOWN_TYPE', at: '2026-11-26T10:00:00.000Z' });
const idOf = ({ deadLetterTopic, deadLetterOffset }: ShownLetter) => `${deadLetterTopic}@${deadLetterOffset}`;

function askedBy(role: Role, redrive?: () => Promise<never>) {
  const { key, hash } = newApiKey();
  const access = new ApiAccess({ keys: [{ name: 'kim', hash, roles: [role] }] });
  const redriven: unknown[] = [];
  const desk = {
    letters: async () => ({ letters: [mt, mo], leftOut: 0 }),
    tryOut: async (_: unknown, source: string, mayEdit: (topic: string) => boolean) => {
      redriven.push({ source, mayEdit });
      return [];
    },
    redrive:
      redrive ??
      (async (wanted: { id: string }[], by: object) => {
        redriven.push(by, ...wanted);
        return [
          {
            id: idOf(mt),
            origin: 'parley.mt.requested.v1/0@1',
            ok: true,
            record: {},
            changed: [],
            readers: [],
          },
          { id: 'x', origin: '', ok: false, code: 'LETTER_UNKNOWN', message: 'No.' },
        ];
      }),
  } as unknown as LetterDesk;
  const views = new LettersView(desk);
  const controller = new LettersController(views, desk, new Viewer(access), access, new Live());
  return { controller, redriven, authorization: `Bearer ${key}` };
}

describe('dead letters at the console', () => {
  it.each([
    [{}, ['2', '1']],
    [{ topic: mtRequested.topic }, ['1']],
    [{ reason: 'UNKNOWN_TYPE' }, ['2']],
    [{ since: '2026-11-26T00:00:00Z' }, ['2']],
    [{ until: '2026-11-26T00:00:00Z', redriven: 'no' }, ['1']],
    [{ redriven: 'yes' }, []],
  ])('are found by %j, the newest first', async (search, offsets) => {
    const { letters, topics } = await askedBy('operator').controller.list(search);
    expect(letters.map(({ origin }) => origin.split('@')[1])).toEqual(offsets);
    expect(topics).toEqual([
      { name: moReceived.topic, letters: 1 },
      { name: mtRequested.topic, letters: 1 },
    ]);
  });

  it('are published again in the name of who asks, and noted one by one', async () => {
    const { controller, redriven, authorization } = askedBy('operator');
    const notes = new AuditNotes();
    const { outcomes } = await controller.redrive({ letters: [{ id: idOf(mt) }] }, notes, authorization);
    expect(redriven[0]).toMatchObject({ by: 'kim', source: 'parley/console' });
    expect(JSON.stringify(outcomes)).not.toContain('record');
    expect(notes.all).toEqual([
      { target: 'parley.mt.requested.v1/0@1', code: undefined },
      { target: 'x', code: 'LETTER_UNKNOWN' },
    ]);
  });

  it.each([
    ['operator', mtRequested.topic, true],
    ['operator', moReceived.topic, false],
    ['operator', personEraseRequested.topic, false],
    ['admin', moReceived.topic, true],
  ] as const)('are edited by %s: of %s it is %s', async (role, topic, may) => {
    const { controller, redriven, authorization } = askedBy(role);
    await controller.redrive({ letters: [{ id: 'x@1', value: '{}' }] }, new AuditNotes(), authorization);
    expect((redriven[0] as { mayEdit(topic: string): boolean }).mayEdit(topic)).toBe(may);
    await controller.tryOut({ letters: [{ id: 'x@1', value: '{}' }] }, authorization);
    expect((redriven.at(-1) as { mayEdit(topic: string): boolean }).mayEdit(topic)).toBe(may);
  });

  it('are refused with what to do where Kafka is away, and where nobody can read what was asked', async () => {
    const away = askedBy('operator', () => Promise.reject(new PublishError('away')));
    await expect(
      away.controller.redrive({ letters: [{ id: idOf(mt) }] }, new AuditNotes(), away.authorization),
    ).rejects.toMatchObject({ status: 503, response: { code: 'KAFKA_UNAVAILABLE' } });
    await expect(
      away.controller.redrive({ letters: [] }, new AuditNotes(), away.authorization),
    ).rejects.toMatchObject({ response: { code: 'REDRIVE_INVALID' } });
    await expect(away.controller.show('nothing@1')).rejects.toMatchObject({
      response: { code: 'LETTER_UNKNOWN' },
    });
  });
});
