import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseParleyFile } from '@parley/config';
import { consentChanged, mtRequested, mtStatus, type ConsentChanged, type MtStatus } from '@parley/contracts';
import { closeLater, PublishedEvents, testDatabase } from '@parley/testing';
import { isWhole, traceTrees } from '@parley/traces';
import { waitUntil } from '../../tools/infra/process/wait-until.js';
import { storyOf, type Story } from '../../tools/parley/demo/story.js';
import { environment } from '../../tools/parley/environment.js';
import { Phone } from '../../tools/parley/phone/phone.js';
import { playTurn, type Turn } from '../../tools/parley/phone/play-turn.js';
import { Platform } from '../../tools/parley/platform.js';
import { applyFile } from '../../tools/parley/platform/apply-file.js';
import { kafkaClient, type KafkaClient } from '../../tools/parley/platform/kafka.js';
import { projectRoot } from '../../tools/parley/platform/project-root.js';
import { throwAwayDir } from '../../tools/parley/platform/throw-away-dir.js';
import { SpanReader } from '../../tools/parley/traces/span-reader.js';
import { PseudoTerminal } from './pseudo-terminal.js';

const START_WITHIN_MS = 180_000;
const REPLY_WITHIN_MS = 30_000;
const DISPATCHER_DLQ = `${mtRequested.topic}.dispatcher.dlq`;
const TWILIO_SENDER = `senders:
  - sender: '+14155550100'
    carrier: twilio
    segmentsPerSecond: 10
    helpText: 'Warm Sweaters: help at 1-800-555-0100. Msg & data rates may apply. Reply STOP to end.'
    optOutText: 'Warm Sweaters: you are unsubscribed. Reply START to come back.'
`;
const TWILIO_KEYWORD = `
  - keyword: HELLO
    sender: '+14155550100'
    reply: 'Hello by Twilio.'
`;
const DISCOUNT_REPLY = 'Your code WARM30 takes 30% off your next sweater order. Stay warm!';

// The four services and the carrier simulator as processes, on Kafka and PostgreSQL of their own.
describe('the whole platform', () => {
  const parleyFile = join(projectRoot(), 'parley.yaml');
  let story: Story;
  let platform: Platform;
  let reader: SpanReader;
  let kafka: KafkaClient;
  let published: PublishedEvents;

  beforeAll(async () => {
    const parsed = parseParleyFile(readFileSync(parleyFile, 'utf8'), 'parley.yaml');
    if (!parsed.ok) throw new Error('parley.yaml is not right');
    story = storyOf(parsed.declared);
    const dir = await throwAwayDir(join(projectRoot(), '.parley'), 'e2e');
    closeLater(() => dir.remove());
    platform = await Platform.start({
      dataDir: dir.path,
      environment: await ownEnvironment(),
      durability: 'fast',
      parleyFile,
      progress: () => undefined,
    });
    closeLater(() => platform.stop());
    reader = await SpanReader.open(platform.infrastructure.databaseUrl);
    closeLater(() => reader.close());
    kafka = kafkaClient(platform.infrastructure.kafkaBrokers);
    published = await PublishedEvents.watch(kafka, [consentChanged.topic, mtStatus.topic, DISPATCHER_DLQ]);
    closeLater(() => published.close());
  }, START_WITHIN_MS);

  const phoneOf = (number: string): Phone => new Phone(platform.simulatorUrl, number);
  const say = (phone: Phone, text: string, id?: string): Promise<Turn> =>
    playTurn({
      phone,
      text: { to: story.sender, text, debug: true, id },
      timeoutMs: REPLY_WITHIN_MS,
      spansOf: (traceId) => reader.trace(traceId),
    });
  const playByHand = (columns: number): PseudoTerminal => {
    const { kafkaBrokers, databaseUrl } = platform.infrastructure;
    const where = { ...environment, KAFKA_BROKERS: kafkaBrokers.join(','), DATABASE_URL: databaseUrl };
    const parley = join(projectRoot(), 'tools/parley/bin/parley.js');
    const file = join(projectRoot(), 'test/conversations/example/discount-join-stop.yaml');
    const chat = ['chat', story.sender, '--play', file, '--data-dir', platform.dataDir];
    const terminal = PseudoTerminal.open([process.execPath, parley, ...chat], columns, where);
    closeLater(async () => terminal.close());
    return terminal;
  };
  const textsOf = ({ replies }: Turn): string[] => replies.map(({ text }) => text);

  it('answers the example conversation word for word, each turn one connected trace', async () => {
    const phone = phoneOf('+14155550111');
    for (const expected of story.turns) {
      const turn = await say(phone, expected.says);
      // In one look, so that a failure says what the trace gave as the reason.
      const { says, replies, silence } = expected;
      expect({ says, replies: textsOf(turn), silence: turn.silence?.code }).toEqual({
        says,
        replies,
        silence,
      });
      const spans = await reader.settled(turn.sent.traceId!, REPLY_WITHIN_MS);
      const [tree, ...others] = traceTrees(spans);
      expect(others).toEqual([]);
      expect(tree!.roots).toHaveLength(1);
      expect(isWhole(tree!)).toBe(true);
    }
    expect(story.turns[0]!.replies).toEqual([DISCOUNT_REPLY]);
  });

  it('keeps a ledger that says what was published', async () => {
    const number = '+14155550111';
    const answer = await fetch(`${platform.url('subscriptions')}/v1/consents/${encodeURIComponent(number)}`);
    const { ledger } = (await answer.json()) as { ledger: ConsentChanged[] };
    const isLast = ({ version }: ConsentChanged): boolean => version === ledger.length;
    await published.next(
      ({ topic, key, data }) =>
        topic === consentChanged.topic && key === number && isLast(data as ConsentChanged),
    );
    const events = published.of(consentChanged.topic, number).map(({ data }) => data as ConsentChanged);
    const told = ({ version, program, from, to, rule }: ConsentChanged) => ({
      version,
      program,
      from,
      to,
      rule,
    });
    expect(events.map(told)).toEqual(ledger.map(told));
    expect(events.map(({ to }) => to)).toEqual(expect.arrayContaining(['pending', 'in', 'out']));
  });

  it('reports each text as submitted and delivered, and the silence as refused', async () => {
    const number = '+14155550111';
    const sent = story.turns.filter(({ replies }) => replies.length > 0).length;
    const statuses = (): MtStatus[] =>
      published.of(mtStatus.topic, number).map(({ data }) => data as MtStatus);
    const count = (status: string): number => statuses().filter((mt) => mt.status === status).length;
    await published.next(({ key }) => key === number && count('delivered') === sent);
    expect(count('submitted')).toBe(sent);
    expect(statuses().filter(({ status }) => status === 'refused')).toMatchObject([
      { code: 'OPTED_OUT', final: true },
    ]);
  });

  const onTerminal = PseudoTerminal.isThere ? it : it.skip;

  onTerminal(
    'is played by hand, by Enter on a terminal (skipped without `script` of util-linux)',
    async () => {
      const terminal = playByHand(60);
      for (const [replies, says] of ['DISCOUNT', 'JOIN', 'yes'].entries()) {
        await terminal.shows(new RegExp(`→ ${story.sender}  ${says}\\n[^]*    Enter …$`));
        expect(terminal.screen.match(/    heard /g) ?? []).toHaveLength(replies);
        if (says !== 'yes') terminal.press('\r');
      }
      // In a narrow window a text goes on below itself.
      expect(terminal.screen).toContain(
        '    heard     Your code WARM30 takes 30% off your next\n              sweater',
      );
      terminal.press('\x03');
      expect(await terminal.exit()).toBe(130);
      expect(terminal.screen).toContain('Left before the end.');
    },
  );

  it('answers with what parley.yaml says now, by the carrier that it names', async () => {
    const changed = join(platform.dataDir, 'parley.yaml');
    writeFileSync(changed, readFileSync(parleyFile, 'utf8') + TWILIO_KEYWORD);
    await expect(applyFile(kafka, changed)).rejects.toThrow(/SENDER_UNKNOWN/);
    writeFileSync(
      changed,
      readFileSync(parleyFile, 'utf8').replace('senders:\n', TWILIO_SENDER) + TWILIO_KEYWORD,
    );
    expect((await applyFile(kafka, changed)).changes).toHaveLength(2);
    expect((await applyFile(kafka, changed)).changes).toHaveLength(0);

    const phone = phoneOf('+14155550115');
    const text = { to: '+14155550100', text: 'hello', carrier: 'twilio' };
    // Every service reads the configuration at its own pace; ingest refuses a sender that it does not know yet.
    const taken = async (): Promise<boolean> => (await phone.send(text)).status === 200;
    expect(await waitUntil(taken, { everyMs: 100, withinMs: REPLY_WITHIN_MS })).toBe('yes');
    const [reply] = await phone.receive(REPLY_WITHIN_MS);
    expect(reply).toMatchObject({ carrier: 'twilio', from: '+14155550100', text: 'Hello by Twilio.' });
  });

  it('answers once what the carrier delivers twice', async () => {
    const phone = phoneOf('+14155550112');
    const first = await say(phone, 'DISCOUNT', 'e2e-twice');
    expect(textsOf(first)).toEqual([DISCOUNT_REPLY]);
    const again = await phone.send({ to: story.sender, text: 'DISCOUNT', id: 'e2e-twice' });
    expect(again.status).toBe(200);
    // One person's texts keep their order: a second answer would come before this one.
    expect(textsOf(await say(phone, 'HELP'))).toEqual(
      story.turns.find(({ says }) => says === 'Help')!.replies,
    );
  });

  it('sets a poison record aside with its reason, and goes on', async () => {
    const number = '+14155550113';
    const producer = kafka.producer({ allowAutoTopicCreation: false });
    await producer.connect();
    const [place] = await producer.send({
      topic: mtRequested.topic,
      messages: [{ key: number, value: '{"subscriber":' }],
    });
    await producer.disconnect();
    const letter = await published.next(({ topic, key }) => topic === DISPATCHER_DLQ && key === number);
    expect(letter.data).toBe('{"subscriber":');
    expect(letter.headers).toMatchObject({
      'dlq-reason': 'SCHEMA_INVALID',
      'dlq-topic': mtRequested.topic,
      'dlq-partition': String(place!.partition),
      'dlq-offset': place!.baseOffset,
      'dlq-group': 'dispatcher',
    });
    // The same key: the same partition, right behind the poison.
    expect(textsOf(await say(phoneOf(number), 'DISCOUNT'))).toEqual([DISCOUNT_REPLY]);
    expect(published.of(DISPATCHER_DLQ, number)).toHaveLength(1);
  });

  it('answers once, and late, when the dispatcher is killed in the middle of a conversation', async () => {
    const phone = phoneOf('+14155550114');
    const [, join, confirm, help] = story.turns;
    expect(textsOf(await say(phone, join!.says))).toEqual(join!.replies);
    const dispatcher = platform.service('dispatcher');
    const before = dispatcher.pid;
    await dispatcher.kill('SIGKILL');
    const answering = say(phone, confirm!.says);
    await dispatcher.restart();
    expect(dispatcher.pid).not.toBe(before);
    expect(textsOf(await answering)).toEqual(confirm!.replies);
    expect(textsOf(await say(phone, help!.says))).toEqual(help!.replies);
  });
});

/** Where the environment gives a database, a copy on its server: not a person's own. */
async function ownEnvironment(): Promise<typeof environment> {
  if (!environment.DATABASE_URL?.trim()) return environment;
  return { ...environment, ...(await testDatabase()).environment };
}
