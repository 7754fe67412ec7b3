import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventPublisher } from '@parley/messaging';
import { closeLater, PublishedEvents, testDatabase } from '@parley/testing';
import { phoneBook } from '../../tools/conversations/phone-book.js';
import { describeMismatch, playConversation } from '../../tools/conversations/play-conversation.js';
import { addCoupons } from '../../tools/parley/coupons/coupons.store.pg.js';
import { environment } from '../../tools/parley/environment.js';
import { Platform } from '../../tools/parley/platform.js';
import { kafkaClient } from '../../tools/parley/platform/kafka.js';
import { projectRoot } from '../../tools/parley/platform/project-root.js';
import { throwAwayDir } from '../../tools/parley/platform/throw-away-dir.js';
import { goldenFiles } from './golden-files.js';
import { SharedTime } from './shared-time.js';
import { mergedParleyFile } from './platform/merged-parley-file.js';
import { PlatformStage, type PlatformParts } from '../../tools/conversations/platform/platform-stage.js';
import { DueDialogues } from '../../tools/conversations/platform/due-dialogues.pg.js';
import { TopicWatch } from '../../tools/conversations/platform/topic-watch.js';
import { PERSONAL_TOPICS, TurnEnds } from '../../tools/conversations/platform/turn-ends.js';

const WITHIN_MS = 300_000;

// The same conversations on the services as processes, with real Kafka and PostgreSQL, all side by side.
describe('golden conversations, on a running platform', () => {
  const files = goldenFiles();
  const all = [...files.values()].flatMap(({ conversations }) => conversations);
  const played = all.filter(({ onlyInMemory }) => onlyInMemory === undefined);
  const outcomes = new Map<object, string>();

  beforeAll(async () => {
    const dir = await throwAwayDir(join(projectRoot(), '.parley'), 'golden');
    closeLater(() => dir.remove());
    const clockFile = join(dir.path, 'clock');
    const parleyFile = join(dir.path, 'parley.yaml');
    writeFileSync(parleyFile, mergedParleyFile([...new Set(played.map(({ parley }) => parley))]));
    const platform = await Platform.start({
      dataDir: dir.path,
      environment: environment.DATABASE_URL?.trim()
        ? { ...environment, ...(await testDatabase()).environment }
        : environment,
      durability: 'fast',
      parleyFile,
      clockFile,
      progress: () => undefined,
    });
    closeLater(() => platform.stop());
    let movedMs = 0;
    const parts = await partsOf(platform, () => Date.now() + movedMs);
    const time = new SharedTime((ms) => writeFileSync(clockFile, String((movedMs = ms))));
    const numbersFor = phoneBook();

    const startedAt = performance.now();
    await Promise.all(
      played.map((conversation) =>
        time.play(async (pass) => {
          const stage = new PlatformStage(parts, numbersFor(conversation.phones), pass);
          const mismatch = await playConversation(conversation, stage);
          outcomes.set(conversation, mismatch === undefined ? 'as written' : describeMismatch(mismatch));
        }),
      ),
    );
    const seconds = (performance.now() - startedAt) / 1_000;
    process.stdout.write(
      `golden conversations on Kafka and PostgreSQL: ${played.length} in ${seconds.toFixed(1)} s; ${all.length - played.length} only in memory\n`,
    );
  }, WITHIN_MS);

  for (const [file, { conversations }] of files) {
    const here = conversations.filter((conversation) => played.includes(conversation));
    if (here.length === 0) continue;
    describe(file, () => {
      it.each(here)('$name', (conversation) => expect(outcomes.get(conversation)).toBe('as written'));
    });
  }

  async function partsOf(platform: Platform, nowMs: () => number): Promise<PlatformParts> {
    const kafka = kafkaClient(platform.infrastructure.kafkaBrokers);
    const published = await PublishedEvents.watch(kafka, PERSONAL_TOPICS);
    closeLater(() => published.close());
    const publisher = new EventPublisher(kafka);
    await publisher.connect();
    closeLater(() => publisher.close());
    const admin = kafka.admin();
    await admin.connect();
    closeLater(() => admin.disconnect());
    const carriers = new Map(
      [...files.values()].flatMap(({ declared }) =>
        [...declared.senders.values()].map(({ sender, carrier }) => [sender, carrier] as const),
      ),
    );
    const watch = new TopicWatch(published);
    const { databaseUrl } = platform.infrastructure;
    const house = { databaseUrl, pepper: platform.secrets.pepper };
    const due = await DueDialogues.open(house, nowMs);
    closeLater(() => due.close());
    return {
      simulatorUrl: platform.simulatorUrl,
      carriers,
      publisher,
      watch,
      ends: new TurnEnds(admin, watch, due),
      fillPool: (pool, codes) => addCoupons(house, pool, codes),
    };
  }
});
