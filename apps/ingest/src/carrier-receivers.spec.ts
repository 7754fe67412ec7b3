import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { senderConfigured } from '@parley/contracts';
import { ConfigDirectory, ConversationIds, type OutgoingRecord } from '@parley/messaging';
import type { Clock } from '@parley/platform';
import { createSimulator, type Simulator } from '../../../tools/simulator/simulator.js';
import { CarrierReceivers, receiversReadiness } from './carrier-receivers.js';
import type { DurablePublisher } from './durable-publisher.js';
import { EventSeal } from './event-seal.js';
import type { IngestMetrics } from './ingest.metrics.js';
import { NotDurableError } from './not-durable.error.js';
import type { RefusalLog } from './refusal-log.js';
import { WebhookIntake } from './webhook-intake.js';

const TEXT = { carrier: 'smpp' as const, from: '+14155550101', to: '12345', text: 'DISCOUNT' };

let folder: string;
let simulator: Simulator;
let receivers: CarrierReceivers;
let published: OutgoingRecord[];
let refusals: string[];
let changes: string[];
let durable: () => boolean;
let onChange: () => void;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'receivers-'));
  const retry = { attempts: 5, firstMs: 10, maxMs: 2_000 };
  simulator = await createSimulator({ ledgerFile: join(folder, 'ledger.ndjson'), moRetry: retry });
  published = [];
  refusals = [];
  changes = [];
  durable = () => true;
  onChange = () => undefined;
  const publisher = {
    publish: async (records: OutgoingRecord[]) => {
      if (!durable()) throw new NotDurableError();
      published.push(...records);
    },
  };
  const refused = (_carrier: string, _route: string, { code }: { code: string }) => void refusals.push(code);
  const log = { request: refused } as unknown as RefusalLog;
  const clock = { now: () => Date.UTC(2026, 10, 25) } as Clock;
  const directory = new ConfigDirectory();
  const sender = { ...senderConfigured.example, sender: '12345', carrier: 'smpp-acme' };
  directory.apply(senderConfigured.topic, '12345', sender);
  const settings = {
    publicUrl: '',
    secrets: new Map(),
    traceRatio: 0,
    partsWaitMs: 0,
    partsKeepMs: 0,
    refusalsPerMinute: 0,
    accountTexts: new Map(),
  };
  const intake = new WebhookIntake(
    settings,
    directory,
    new EventSeal(settings, new ConversationIds('a pepper for the tests')),
    undefined as never, // no text comes in parts here
    publisher as unknown as DurablePublisher,
    clock,
    log,
    undefined as never, // and nothing to be fetched
    undefined as never, // ceilings are of webhooks
  );
  const account = {
    baseUrl: simulator.smppUrl,
    accountId: 'parley',
    token: 'parley',
    settings: { binds: '2' },
  };
  const metrics = {
    linkChanged: (carrier: string, change: string) => {
      changes.push(`${carrier} ${change}`);
      onChange();
    },
  } as unknown as IngestMetrics;
  receivers = new CarrierReceivers(new Map([['smpp-acme', account]]), intake, log, metrics, clock);
  receivers.onApplicationBootstrap();
});

afterEach(async () => {
  await receivers.beforeApplicationShutdown();
  await simulator.close();
  await rm(folder, { recursive: true });
});

async function changed(count: number): Promise<void> {
  while (changes.length < count) await new Promise<void>((resolve) => (onChange = resolve));
}

describe('what comes by a link', () => {
  it('is answered once it is durable, as the carrier that its account is named', async () => {
    expect(await simulator.sendText(TEXT)).toMatchObject({ acked: true, attempts: 1 });
    expect(published).toHaveLength(1);
    expect(JSON.parse(published[0]!.value.toString())).toMatchObject({
      subscriber: '+14155550101',
      sender: '12345',
      text: 'DISCOUNT',
      carrier: 'smpp-acme',
    });
  });

  it('is asked for again while it cannot be made durable, and is the same event then', async () => {
    let attempts = 0;
    durable = () => ++attempts > 2;
    expect(await simulator.sendText(TEXT)).toMatchObject({ acked: true, attempts: 3 });
    expect(published).toHaveLength(1);
    expect(refusals).toEqual(['NOT_DURABLE', 'NOT_DURABLE']);
  });

  it('is refused for good, with its reason, where the sender is not ours', async () => {
    expect(await simulator.sendText({ ...TEXT, to: '54321' })).toMatchObject({
      acked: false,
      status: 400,
      attempts: 1,
    });
    expect(refusals).toEqual(['SENDER_UNKNOWN']);
    expect(published).toEqual([]);
  });

  it('stops nothing when the links are gone: readiness shows it, and they come back', async () => {
    await changed(2);
    const check = receiversReadiness(receivers);
    expect(check.details!()).toEqual({ 'smpp-acme': { wanted: 2, up: 2 } });
    simulator.cutSmpp();
    await changed(4);
    expect(await check.ready()).toBe(true);
    expect(check.details!()).toMatchObject({ 'smpp-acme': { wanted: 2 } });
    await changed(6);
    expect(changes.sort()).toEqual([...Array(4).fill('smpp-acme bound'), ...Array(2).fill('smpp-acme lost')]);
  });
});
