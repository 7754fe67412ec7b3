import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyParleyFile, KafkaConfigPort, parseParleyFile, readVersions } from '@parley/config';
import { moReceived, mtRequested } from '@parley/contracts';
import { createKafka, readRecords, stretchesOf } from '@parley/messaging';
import { kafkaAccessEnvironment, kafkaAccessOf, readEnvironment } from '@parley/platform';
import { closeLater, testDatabase } from '@parley/testing';
import { fetchJars, jarsAreThere, jarsFolder } from '../../tools/infra/kafka/kafka-jars.js';
import { storyOf, type Story } from '../../tools/parley/demo/story.js';
import { environment } from '../../tools/parley/environment.js';
import { Phone } from '../../tools/parley/phone/phone.js';
import { playTurn } from '../../tools/parley/phone/play-turn.js';
import { Platform, serviceNames } from '../../tools/parley/platform.js';
import { kafkaClient } from '../../tools/parley/platform/kafka.js';
import { giveAccess, wantedAccess } from '../../tools/parley/platform/kafka-access.js';
import { projectRoot } from '../../tools/parley/platform/project-root.js';
import { throwAwayDir } from '../../tools/parley/platform/throw-away-dir.js';
import { SpanReader } from '../../tools/parley/traces/span-reader.js';
import { startGuardedKafka, type GuardedKafka } from './guarded-kafka.js';

const START_WITHIN_MS = 180_000;
const REPLY_WITHIN_MS = 30_000;

// TLS and SCRAM, and for each service the least access, made of the contracts: what it lacks would stop a turn.
describe('on a broker that authorizes', () => {
  const parleyFile = join(projectRoot(), 'parley.yaml');
  let story: Story;
  let kafka: GuardedKafka;
  let platform: Platform;
  let reader: SpanReader;

  beforeAll(async () => {
    const parsed = parseParleyFile(readFileSync(parleyFile, 'utf8'), 'parley.yaml');
    if (!parsed.ok) throw new Error('parley.yaml is not right');
    story = storyOf(parsed.declared);
    const data = join(projectRoot(), '.parley');
    const dir = await throwAwayDir(data, 'access');
    closeLater(() => dir.remove());
    if (!jarsAreThere(dir.path)) await fetchJars(dir.path, environment, new AbortController().signal);
    kafka = await startGuardedKafka(join(dir.path, 'guarded'), jarsFolder(dir.path));
    closeLater(() => kafka.stop());
    await giveAccess(kafkaClient([kafka.admin]), wantedAccess(undefined, undefined));
    platform = await Platform.start({
      dataDir: dir.path,
      environment: { ...environment, KAFKA_BROKERS: kafka.admin, ...(await testDatabase()).environment },
      serviceEnvironment: Object.fromEntries(serviceNames.map((name) => [name, kafka.accessOf(name)])),
      parleyFile,
      progress: () => undefined,
    });
    closeLater(() => platform.stop());
    reader = await SpanReader.open(platform.infrastructure.databaseUrl);
    closeLater(() => reader.close());
  }, START_WITHIN_MS);

  it('every service does its work with its own rules, and asks for nothing more', async () => {
    const phone = new Phone(platform.simulatorUrl, '+14155550121');
    for (const expected of story.turns) {
      const turn = await playTurn({
        phone,
        text: { to: story.sender, text: expected.says, debug: true },
        timeoutMs: REPLY_WITHIN_MS,
        spansOf: (traceId) => reader.trace(traceId),
      });
      expect([expected.says, ...turn.replies.map(({ text }) => text)]).toEqual([
        expected.says,
        ...expected.replies,
      ]);
    }
    expect(refused()).toEqual([]);
  });

  it('the console reads past versions and publishes the next with its own rules', async () => {
    const { KAFKA_BROKERS, ...settings } = kafka.accessOf('console');
    const access = kafkaAccessOf(readEnvironment(kafkaAccessEnvironment, settings));
    const console = createKafka({ brokers: [KAFKA_BROKERS!], clientId: 'spec', access });
    const before = await readVersions(console);
    const text = before.at(-1)!.text.replace('WARM30', 'WARM40');
    const reason = 'the sale begins';
    await applyParleyFile(text, 'parley.yaml', new KafkaConfigPort(console), { by: 'kim', reason });
    expect((await readVersions(console)).at(-1)).toMatchObject({ text, by: 'kim', reason });
    const mos = await stretchesOf(console, moReceived.topic);
    await readRecords(console, mos, () => undefined);
    expect([mos.length > 0, refused()]).toEqual([true, []]);
  });

  it('a service that asks for what is not its own is refused, and the broker says so', async () => {
    const { KAFKA_BROKERS, ...settings } = kafka.accessOf('ingest');
    const access = kafkaAccessOf(readEnvironment(kafkaAccessEnvironment, settings));
    const admin = createKafka({ brokers: [KAFKA_BROKERS!], clientId: 'spec', access }).admin();
    await admin.connect();
    await expect(admin.fetchTopicOffsets(mtRequested.topic)).rejects.toMatchObject({
      type: 'TOPIC_AUTHORIZATION_FAILED',
    });
    await admin.disconnect();
    expect(refused().join()).toMatch(/User:ingest is Denied.*parley\.mt\.requested\.v1/);
  });

  /** What the broker refused anybody, as it writes it: who, what, on what. */
  function refused(): string[] {
    const lines = readFileSync(kafka.refusals, 'utf8').split('\n');
    return lines.filter((line) => /is Denied/i.test(line));
  }
});
