import { randomUUID } from 'node:crypto';
import { headers, mtRequested } from '@parley/contracts';
import { closeLater, testDatabase, testKafka } from '@parley/testing';
import { EventPublisher } from '../kafka/event-publisher.js';
import { readRecords, stretchesOf } from '../kafka/read-records.js';
import { deadLetterRecord } from '../loop/dead-letters.js';
import { ConversationIds } from '../wire/conversation-id.js';
import { receivedExample } from '../wire/incoming-record.builder.js';
import type { IncomingRecord } from '../wire/record.js';
import { DeadLetterShelf } from './dead-letter-shelf.js';
import { letterId, originOf } from './kept-letter.js';
import { LetterDesk } from './letter-desk.js';
import { Redrives } from './redrives.js';

const DAY_MS = 24 * 3_600_000;
const NOW = Date.now();
const ME = { by: 'kim', source: 'parley/console' } as const;
const SUBSCRIBER = '+14155550166';
const data = { ...mtRequested.example, subscriber: SUBSCRIBER };

describe('the desk for dead letters', () => {
  const kafka = testKafka();
  const publisher = new EventPublisher(kafka);
  let desk: LetterDesk;

  beforeAll(async () => {
    await publisher.connect();
    closeLater(() => publisher.close());
    const { database } = await testDatabase();
    const conversations = new ConversationIds('pepper');
    desk = new LetterDesk(
      new DeadLetterShelf(kafka),
      new Redrives(database),
      publisher,
      conversations,
      () => NOW,
    );
  });

  /** Sets a record aside as its consumers would. @returns the ids of the letters */
  async function setAside(
    place: Partial<IncomingRecord>,
    id: string = randomUUID(),
    groups = ['dispatcher'],
  ): Promise<string[]> {
    const record = receivedExample(mtRequested, { data, attributes: { id, key: SUBSCRIBER } });
    const placed = { ...record, timestamp: NOW, ...place };
    await publisher.publish(
      groups.map((group) =>
        deadLetterRecord({ record: placed, reason: 'SCHEMA_INVALID', detail: `of ${id}` }, group),
      ),
    );
    const { letters } = await desk.letters();
    return letters.filter(({ detail }) => detail === `of ${id}`).map(letterId);
  }

  /** What lies on the topic from these letters' events. */
  async function onTopic(ids: readonly string[]): Promise<IncomingRecord[]> {
    const found: IncomingRecord[] = [];
    await readRecords(kafka, await stretchesOf(kafka, mtRequested.topic), (record) => {
      if (ids.includes(String(record.headers[headers.id]))) found.push(record);
    });
    return found;
  }

  it('publishes them again in the order in which they lay, once, and marks them', async () => {
    const [first, second] = [randomUUID(), randomUUID()];
    const [late] = await setAside({ partition: 0, offset: '90010' }, second);
    const [early] = await setAside({ partition: 0, offset: '90009' }, first);
    const outcomes = await desk.redrive([{ id: late! }, { id: early! }], ME);
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, true]);
    const records = await onTopic([first, second]);
    expect(records.map((record) => String(record.headers[headers.id]))).toEqual([first, second]);
    expect(records.map(({ key }) => key!.toString())).toEqual([SUBSCRIBER, SUBSCRIBER]);

    const { letters } = await desk.letters();
    expect(letters.find((letter) => letterId(letter) === late)!.redriven).toMatchObject({
      by: 'kim',
      edited: false,
    });
    const again = await desk.redrive([{ id: late! }], ME);
    expect(again).toMatchObject([{ ok: false, code: 'ALREADY_REDRIVEN' }]);
    expect(await onTopic([first, second])).toHaveLength(2);
  });

  it('publishes a record once that several consumers had set aside, and marks it for all of them', async () => {
    const id = randomUUID();
    const ids = await setAside({ offset: '90020' }, id, ['dispatcher', 'console']);
    expect(ids).toHaveLength(2);
    await desk.redrive(
      ids.map((each) => ({ id: each })),
      ME,
    );
    expect(await onTopic([id])).toHaveLength(1);
    const { letters } = await desk.letters();
    const marked = letters.filter((letter) => originOf(letter).endsWith('@90020'));
    expect(marked.every(({ redriven }) => redriven !== undefined)).toBe(true);
  });

  it('says what would become of them, edited or not, and publishes nothing then', async () => {
    const id = randomUUID();
    const [letter] = await setAside({ offset: '90030', value: Buffer.from('{"text":1}') }, id);
    const tried = async (value?: string) => (await desk.tryOut([{ id: letter!, value }], ME.source))[0];
    expect(await tried()).toMatchObject({ ok: false, code: 'SCHEMA_INVALID' });
    const value = JSON.stringify({ ...data, text: 'Mended' });
    expect(await tried(value)).toMatchObject({ ok: true, changed: ['value', headers.source] });
    expect(await onTopic([id])).toEqual([]);
    await desk.redrive([{ id: letter!, value }], ME);
    const [record] = await onTopic([id]);
    expect(JSON.parse(record!.value!.toString())).toMatchObject({ text: 'Mended' });
    expect(String(record!.headers[headers.source])).toBe('parley/console');
  });

  it('refuses what others may have forgotten to have taken, and what is not there', async () => {
    const [old] = await setAside({ offset: '90040', timestamp: NOW - 8 * DAY_MS });
    expect(await desk.redrive([{ id: old! }, { id: 'nothing@1' }], ME)).toMatchObject([
      { ok: false, code: 'REDRIVE_TOO_OLD' },
      { ok: false, code: 'LETTER_UNKNOWN' },
    ]);
  });

  it('holds the newest of what would be too much', async () => {
    await setAside({ offset: '90050', timestamp: NOW + DAY_MS, value: Buffer.from('x') });
    const small = new DeadLetterShelf(kafka, 300);
    const { letters, leftOut } = await small.now();
    expect(letters.reduce((sum, { value }) => sum + value.length, 0)).toBeLessThanOrEqual(300);
    expect(leftOut).toBeGreaterThan(0);
    expect(letters.at(-1)!.offset).toBe('90050');
    // Other specs set records aside too, meanwhile.
    expect((await small.now()).leftOut).toBeGreaterThanOrEqual(leftOut);
  });
});
