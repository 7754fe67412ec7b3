import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  consentChanged,
  intentResolved,
  moReceived,
  mtRequested,
  mtStatus,
  preferenceChanged,
  preferenceRequested,
  preferenceState,
  type MtStatus,
} from '@parley/contracts';
import { prepared, type Database } from '@parley/persistence';
import { closeLater, PublishedEvents, testDatabase } from '@parley/testing';
import { waitUntil } from '../../tools/infra/process/wait-until.js';
import { proveConsent } from '../../tools/parley/consent/prove.js';
import { sealedTextsOf } from '../../tools/parley/consent/sealed-texts.js';
import { verifyLedger } from '../../tools/parley/consent/verify-ledger.js';
import { environment } from '../../tools/parley/environment.js';
import { Phone } from '../../tools/parley/phone/phone.js';
import { allServices, Platform } from '../../tools/parley/platform.js';
import type { House } from '../../tools/parley/platform/house-database.js';
import { kafkaClient, type KafkaClient } from '../../tools/parley/platform/kafka.js';
import { projectRoot } from '../../tools/parley/platform/project-root.js';
import { RunningPlatform } from '../../tools/parley/platform/running-platform.js';
import { throwAwayDir } from '../../tools/parley/platform/throw-away-dir.js';
import { TableDump } from './table-dump.pg.js';

const START_WITHIN_MS = 180_000;
const WITHIN_MS = 30_000;
const CANARY = 'kanarienvogel';
const [ANN, BEN] = ['+14155550141', '+14155550142'] as const;
/** A word of its own for joining, so that it stands in the ledger, and a reply that says it. */
const MORE_KEYWORDS = `
  - keyword: ${CANARY.toUpperCase()}
    sender: '12345'
    subscribe: sweater-club
  - keyword: BIRD
    sender: '12345'
    reply: 'Your ${CANARY} is on its way.'
preferences:
  - { preference: city, type: text }
`;
/** All topics that words of a person go over. */
const REPLAYED = [moReceived, intentResolved, mtRequested, preferenceRequested, preferenceChanged, mtStatus];
const inOutbox = prepared('spec.outbox', 'SELECT 1 FROM messaging.outbox LIMIT 1');
const told = prepared('spec.told', 'SELECT value FROM router.preferences');

describe('a person who is erased', () => {
  let platform: Platform;
  let kafka: KafkaClient;
  let published: PublishedEvents;
  let dump: TableDump;
  let database: Database;
  let url: string;
  let house: House;

  beforeAll(async () => {
    const dir = await throwAwayDir(join(projectRoot(), '.parley'), 'erase');
    closeLater(() => dir.remove());
    const parleyFile = join(dir.path, 'parley.yaml');
    writeFileSync(parleyFile, readFileSync(join(projectRoot(), 'parley.yaml'), 'utf8') + MORE_KEYWORDS);
    const own = await testDatabase();
    ({ database } = own);
    platform = await Platform.start({
      dataDir: dir.path,
      environment: { ...environment, ...own.environment },
      durability: 'fast',
      services: allServices,
      parleyFile,
      progress: () => undefined,
    });
    closeLater(() => platform.stop());
    url = platform.infrastructure.databaseUrl;
    house = { databaseUrl: url, pepper: platform.secrets.pepper };
    kafka = kafkaClient(platform.infrastructure.kafkaBrokers);
    published = await PublishedEvents.watch(kafka, [
      ...REPLAYED.map(({ topic }) => topic),
      consentChanged.topic,
      preferenceState.topic,
    ]);
    closeLater(() => published.close());
    dump = await TableDump.open(url);
    closeLater(() => dump.close());
  }, START_WITHIN_MS);

  /** Texts and hears what is answered. */
  async function says(number: string, text: string): Promise<string> {
    const phone = new Phone(platform.simulatorUrl, number);
    await phone.send({ to: '12345', text });
    const [reply] = await phone.receive(WITHIN_MS);
    if (reply === undefined) throw new Error(`Nothing was answered to ${text}.`);
    return reply.text;
  }

  async function tells(number: string, city: string): Promise<void> {
    const path = `/v1/preferences/${encodeURIComponent(number)}`;
    const body = JSON.stringify({ value: city });
    const headers = { 'content-type': 'application/json' };
    await fetch(`${platform.url('subscriptions')}${path}/city`, { method: 'PUT', headers, body });
    await published.next(({ topic, key, data }) => {
      const { value } = data as { value?: string };
      return topic === preferenceChanged.topic && key === number && value === city;
    }, WITHIN_MS);
  }

  /** By the command line, as an operator does. */
  async function erase(number: string): Promise<{ done: { service: string }[] }> {
    const { kafkaBrokers } = platform.infrastructure;
    const parley = join(projectRoot(), 'tools/parley/bin/parley.js');
    const asked = ['erase', number, '--why', 'request 1', '--yes', '--json', '--data-dir', platform.dataDir];
    const { stdout } = await promisify(execFile)(process.execPath, [parley, ...asked], {
      env: { ...environment, KAFKA_BROKERS: kafkaBrokers.join(','), DATABASE_URL: url },
    });
    return JSON.parse(stdout) as { done: { service: string }[] };
  }

  const proofOf = async (number: string) => {
    const running = await RunningPlatform.find(platform.dataDir, { ...environment, DATABASE_URL: url });
    return proveConsent(running, number, await sealedTextsOf(running, number, running.keyring));
  };

  /** The loops are through, and what they published is out of the outbox. */
  const settled = () => isSo(async () => (await database.query(inOutbox())).length === 0);

  /** The router knows what somebody told. */
  const isTold = (city: string) =>
    isSo(async () => (await database.query<{ value: string }>(told())).some(({ value }) => value === city));

  async function isSo(check: () => Promise<boolean>): Promise<void> {
    expect(await waitUntil(check, { everyMs: 200, withinMs: WITHIN_MS })).toBe('yes');
  }

  it('leaves no word of theirs in any table, and keeps opt-outs and proof', async () => {
    for (const number of [ANN, BEN]) {
      expect(await says(number, 'BIRD')).toContain(CANARY);
      expect(await says(number, CANARY)).toMatch(/reply YES/);
      expect(await says(number, 'yes')).toMatch(/^Welcome/);
      await says(number, `my bird is a ${CANARY}`);
      await tells(number, CANARY);
    }
    expect(await says(BEN, 'STOP')).toMatch(/no more texts/);
    await isTold(CANARY);
    await settled();
    // All rests sealed before anybody is erased: readable is the keyword that they meant, which is the house's own word.
    const ofTheHouse = ['console.conversations', 'console.story'];
    await isSo(async () => (await dump.tablesWith(CANARY)).every((table) => ofTheHouse.includes(table)));
    for (const words of [`my bird is a ${CANARY}`, `your ${CANARY} is`, ANN, BEN])
      expect(await dump.tablesWith(words.replace('+', ''))).toEqual([]);
    expect((await proofOf(ANN)).ledger.map(({ text }) => text)).toEqual([CANARY, 'yes']);

    for (const number of [ANN, BEN]) {
      const { done } = await erase(number);
      expect(done.map(({ service }) => service).sort()).toEqual([
        'console',
        'dispatcher',
        'keyword-router',
        'subscriptions',
      ]);
    }
    // Who was in is out: the last entry of the ledger says so.
    await published.next(
      ({ topic, key, data }) =>
        topic === consentChanged.topic &&
        key === ANN &&
        (data as { source: string }).source === 'deactivation',
      WITHIN_MS,
    );
    await settled();
    expect(await dump.tablesWith(CANARY)).toEqual([]);
    expect(await dump.tablesWith(ANN.slice(1))).toEqual([]);

    expect(await verifyLedger(house)).toMatchObject({ broken: [] });
    const proof = await proofOf(ANN);
    expect(proof.verdict).toEqual({ ok: true, entries: proof.ledger.length });
    const [joined] = proof.ledger;
    expect([joined!.text, joined!.disclosure ?? joined!.shown]).toEqual([
      undefined,
      expect.stringMatching(/YES/),
    ]);
    expect(joined!.textErasedAt).toEqual(expect.any(String));
    const states = published.of(preferenceState.topic, ANN).map(({ data }) => data);
    expect(states.at(-1)).toMatchObject({ preferences: [] });
  }, 240_000);

  it('comes back by no replay, starts anew, and is still out', async () => {
    const before = published.all.filter(({ topic }) => REPLAYED.some((event) => event.topic === topic));
    expect(JSON.stringify(before)).toContain(CANARY);
    // As if it were so long ago that the inbox remembers nothing.
    await dump.run('DELETE FROM messaging.inbox');
    const producer = kafka.producer();
    await producer.connect();
    for (const { topic, partition, key, headers, data } of before) {
      const value = JSON.stringify(data);
      await producer.send({ topic, messages: [{ key, partition, headers: { ...headers }, value }] });
    }
    await producer.disconnect();

    // Behind the replayed records on each of their topics, so that these have been taken.
    expect(await says(ANN, 'JOIN')).toMatch(/reply YES/);
    await tells(ANN, 'Oslo');
    const phone = new Phone(platform.simulatorUrl, BEN);
    await phone.send({ to: '12345', text: 'DISCOUNT' });
    const refused = await published.next(({ topic, key, data }) => {
      return topic === mtStatus.topic && key === BEN && (data as MtStatus).status === 'refused';
    }, WITHIN_MS);
    expect((refused.data as MtStatus).code).toBe('OPTED_OUT');
    await settled();

    expect(await dump.tablesWith(CANARY)).toEqual([]);
    await isTold('Oslo');
    const { ledger, verdict, consents } = await proofOf(ANN);
    expect(verdict.ok).toBe(true);
    expect(ledger.at(-1)).toMatchObject({ text: 'JOIN', to: 'pending' });
    expect(consents.find(({ program }) => program === '*')).toMatchObject({ state: 'out' });
    const ben = await proofOf(BEN);
    expect(ben.consents.find(({ program }) => program === 'sweater-club')?.state).toBe('out');
    expect(await verifyLedger(house)).toMatchObject({ broken: [] });
  }, 120_000);
});
