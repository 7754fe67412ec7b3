import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appliedEvent, KafkaConfigPort } from '@parley/config';
import { keywordConfigured, moReceived, senderConfigured } from '@parley/contracts';
import { encodeEvent, EventPublisher, readRecords, stretchesOf } from '@parley/messaging';
import { closeLater, testInfrastructure, testKafka } from '@parley/testing';
import { createColors } from 'picocolors';
import type { CommandContext } from '../commands/command-context.js';
import { dryRun } from './dry-run.js';
import { showHistory } from './history.js';

const kafka = testKafka();
// An address and numbers that no other spec uses.
const sender = String(10_000_000 + Math.floor(Math.random() * 80_000_000));
const phone = (number: number): string => `+1415555${7000 + number}`;
let folder: string;

function said(): { context: CommandContext; lines: string[] } {
  const lines: string[] = [];
  const write = (text: string): void => void lines.push(text);
  const terminal = { colors: createColors(false), interactive: false, print: write, note: write, write };
  const environment = { KAFKA_BROKERS: testInfrastructure().kafkaBrokers.join(',') };
  return {
    lines,
    context: { terminal, environment, root: '/nowhere', dataDir: folder } as unknown as CommandContext,
  };
}

async function text(subscriber: string, words: string, at = Date.now()): Promise<void> {
  const publisher = new EventPublisher(kafka);
  await publisher.connect();
  const data = { ...moReceived.example, sender, subscriber, text: words, carrierMessageId: randomUUID() };
  const attributes = {
    id: randomUUID(),
    source: 'spec',
    timeMs: at,
    conversationId: '',
    traceparent: '',
    key: subscriber,
  };
  await publisher.publish([encodeEvent(moReceived, data, attributes)]);
  await publisher.close();
}

const FILE = `version: 1
brand: Warm Sweaters
senders:
  - sender: "${sender}"
    carrier: simulator
    segmentsPerSecond: 100
    helpText: "Warm Sweaters: help at 1-800-555-0100."
    fuzzyOptOut: opt_out
keywords:
  - keyword: DISCOUNT
    sender: "${sender}"
    reply: "WARM40"
`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-keywords-'));
  closeLater(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'parley.yaml'), FILE);
  const revision = 'r1';
  await new KafkaConfigPort(kafka).publish([
    { event: senderConfigured, key: sender, data: { ...senderConfigured.example, sender, revision } },
    {
      event: keywordConfigured,
      key: `${sender}/DISCOUNT`,
      data: { ...keywordConfigured.example, sender, revision, reply: 'WARM30' },
    },
  ]);
});

describe('parley keywords on Kafka', () => {
  it('replays what lies there since then through both configurations, and nothing older', async () => {
    await text(phone(1), 'discount');
    const sinceMs = Date.now() + 5;
    while (Date.now() < sinceMs) await new Promise((resolve) => setImmediate(resolve));
    for (const [number, words] of [
      [1, 'DISCOUNT'],
      [2, 'discount'],
      [3, 'STPO'],
      [3, 'STOP'],
      [4, 'hm'],
    ] as const) {
      await text(phone(number), words);
    }
    const { context, lines } = said();
    const options = { context, dataDir: folder, file: join(folder, 'parley.yaml'), sinceMs };
    await dryRun({ ...options, showNumbers: false, json: true });
    const result = JSON.parse(lines.join('')) as { list: { sender: string }[]; texts: number };
    expect(result.texts).toBeGreaterThanOrEqual(5);
    expect(result.list.filter((entry) => entry.sender === sender)).toMatchObject([
      {
        kind: 'opt_out',
        text: 'STPO',
        count: 1,
        subscribers: ['+1…03'],
        before: { rule: 'near-miss/ask' },
        after: { intent: 'opt_out' },
      },
      {
        kind: 'other',
        text: expect.stringMatching(/discount/i),
        before: { answer: 'WARM30' },
        after: { answer: 'WARM40' },
      },
      { kind: 'other', text: expect.stringMatching(/discount/i), count: 1 },
    ]);
    const open = said();
    await dryRun({ ...options, context: open.context, showNumbers: true, json: false });
    expect(open.lines.join('\n')).toContain(phone(3));
  });

  it('keeps every application as a whole, and tells what it changed', async () => {
    const revision = `2026-11-20T15:00:00.000Z-${sender}`;
    const appliedAt = '2026-11-20T15:00:00.000Z';
    const whole = { revision, appliedAt, file: 'parley.yaml', text: FILE, by: 'kim', reason: 'the sale' };
    await new KafkaConfigPort(kafka).publish([
      appliedEvent(
        [{ kind: 'keyword', key: `${sender}/DISCOUNT`, fields: [], action: 'add', after: {} }],
        whole,
      ),
    ]);
    const all = said();
    await showHistory({
      context: all.context,
      dataDir: folder,
      revision: undefined,
      text: false,
      json: false,
    });
    expect(all.lines).toContain(`${revision}  +1 ~0 -0  1 of them keywords  parley.yaml  kim: the sale`);

    const file = said();
    await showHistory({ context: file.context, dataDir: folder, revision: sender, text: true, json: false });
    expect(file.lines).toEqual([FILE]);

    const one = said();
    await showHistory({ context: one.context, dataDir: folder, revision: sender, text: false, json: false });
    expect(one.lines.join('\n')).toContain(`+ keyword ${sender}/DISCOUNT`);

    const none = showHistory({
      context: said().context,
      dataDir: folder,
      revision: 'nothing',
      text: false,
      json: false,
    });
    await expect(none).rejects.toMatchObject({ code: 'VERSION_UNKNOWN' });
  });

  it('reads a stretch of a topic and no more', async () => {
    await text(phone(5), 'first');
    const before = await stretchesOf(kafka, moReceived.topic);
    await text(phone(5), 'second');
    const after = await stretchesOf(kafka, moReceived.topic);
    const ends = new Map(before.map(({ partition, to }) => [partition, to]));
    const rest = after
      .map((stretch) => ({ ...stretch, from: ends.get(stretch.partition) ?? stretch.from }))
      .filter(({ from, to }) => from < to);
    const read: string[] = [];
    await readRecords(kafka, rest, ({ value }) =>
      read.push((JSON.parse(value!.toString()) as { text: string }).text),
    );
    expect(read).toContain('second');
    expect(read).not.toContain('first');
    expect(await stretchesOf(kafka, moReceived.topic, Date.now() + 60_000)).toEqual([]);
    await readRecords(kafka, [], () => expect('nothing').toBe('read'));
  });
});
