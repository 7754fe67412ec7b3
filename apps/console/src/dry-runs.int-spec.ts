import { randomUUID } from 'node:crypto';
import type { MessageEvent } from '@nestjs/common';
import { parseParleyFile } from '@parley/config';
import { keywordConfigured, moReceived, senderConfigured } from '@parley/contracts';
import { ConfigDirectory, encodeEvent, EventPublisher } from '@parley/messaging';
import { Clock } from '@parley/platform';
import { testKafka } from '@parley/testing';
import { lastValueFrom, toArray } from 'rxjs';
import { maskedNumber } from './domain/masked-number.js';
import type { DryRunNews } from './drafts.view.js';
import { DryRuns } from './dry-runs.js';

const kafka = testKafka();
// An address and a number that no other spec uses.
const sender = String(10_000_000 + Math.floor(Math.random() * 80_000_000));
const NUMBER = '+14155557155';
const FILE = `version: 1
brand: Warm Sweaters
senders:
  - sender: "${sender}"
    carrier: simulator
    segmentsPerSecond: 100
    helpText: "Warm Sweaters: help at 1-800-555-0100."
keywords:
  - keyword: DISCOUNT
    sender: "${sender}"
    reply: "WARM40"
`;

function standing(): ConfigDirectory {
  const directory = new ConfigDirectory();
  directory.apply(senderConfigured.topic, sender, { ...senderConfigured.example, sender });
  const keyword = { ...keywordConfigured.example, sender, reply: 'WARM30' };
  directory.apply(keywordConfigured.topic, `${sender}/DISCOUNT`, keyword);
  return directory;
}

async function text(words: string): Promise<void> {
  const publisher = new EventPublisher(kafka);
  await publisher.connect();
  const data = {
    ...moReceived.example,
    sender,
    subscriber: NUMBER,
    text: words,
    carrierMessageId: randomUUID(),
  };
  const attributes = {
    id: randomUUID(),
    source: 'spec',
    timeMs: Date.now(),
    conversationId: '',
    traceparent: '',
  };
  await publisher.publish([encodeEvent(moReceived, data, { ...attributes, key: NUMBER })]);
  await publisher.close();
}

describe('a dry run', () => {
  const parsed = parseParleyFile(FILE, 'parley.yaml');
  const runs = new DryRuns(kafka, standing(), new Clock());

  it('tells how far it has come, then each text that would come to something else, numbers as they may be seen', async () => {
    if (!parsed.ok) throw new Error('the draft has problems');
    await text('discount');
    await text('hm');
    const run = runs.run(parsed.declared, maskedNumber);
    const told = lastValueFrom(run.pipe(toArray()));
    expect(runs.busy).toBe(true);
    const news = (await told).map((event: MessageEvent) => event.data as DryRunNews);
    const last = news.at(-1)!;
    expect(news[0]).toMatchObject({ read: 0 });
    expect([last.read, last.result!.days]).toEqual([last.of, 7]);
    expect(last.result!.list.filter((entry) => entry.sender === sender)).toMatchObject([
      {
        text: 'discount',
        before: { answer: 'WARM30' },
        after: { answer: 'WARM40' },
        subscribers: ['+1•••••7155'],
        people: 1,
      },
    ]);
    expect(runs.busy).toBe(false);
  });

  it('ends with who listens, and lets the next begin', async () => {
    if (!parsed.ok) throw new Error('the draft has problems');
    runs.run(parsed.declared, maskedNumber); // nobody listens
    expect(runs.busy).toBe(false);
    const listening = runs.run(parsed.declared, maskedNumber).subscribe();
    const second = await lastValueFrom(runs.run(parsed.declared, maskedNumber).pipe(toArray()));
    expect(second).toEqual([{ type: 'gone', data: 'gone' }]);
    listening.unsubscribe();
    const ended = Date.now() + 30_000;
    while (runs.busy && Date.now() < ended) await new Promise((resolve) => setImmediate(resolve));
    expect(runs.busy).toBe(false);
  });
});
