import { Controller, Logger, Post, type LoggerService } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { signedHeaders } from '@parley/carriers';
import { senderConfigured } from '@parley/contracts';
import { ConfigDirectory, ConversationIds, type OutgoingRecord } from '@parley/messaging';
import { Clock } from '@parley/platform';
import { AccountLimits } from './account-limits.js';
import { AddressLimits } from './address-limits.js';
import { CarrierDocuments } from './carrier-documents.js';
import { CarriersController } from './carriers.controller.js';
import { DurablePublisher } from './durable-publisher.js';
import { EventSeal } from './event-seal.js';
import { IngestMetrics } from './ingest.metrics.js';
import { keepRawBodies } from './ingest.service.js';
import { IngestSettings } from './ingest.settings.js';
import { JoinParts } from './join-parts.js';
import { limitAddresses } from './limit-addresses.js';
import { RefusalFilter } from './refusal.filter.js';
import { RefusalLog } from './refusal-log.js';
import { WebhookIntake } from './webhook-intake.js';

const NOW = Date.UTC(2026, 10, 26, 15);
const SECRET = 'simulator secret';
const MO = '/v1/carriers/simulator/mo';
const CANARY = '+14155550177';
const settings: IngestSettings = {
  publicUrl: 'https://parley.example',
  secrets: new Map([['simulator', [SECRET]]]),
  traceRatio: 0,
  partsWaitMs: 60_000,
  partsKeepMs: 1000,
  refusalsPerMinute: 5,
  accountTexts: new Map([['simulator', 20]]),
};

@Controller('health')
class Probe {
  @Post()
  live(): object {
    return {};
  }
}

let app: NestFastifyApplication;
let monotonicMs: number;
let published: OutgoingRecord[];
let refusals: string[];
let lines: string[];

/** Ingest at a port. */
async function listen(trustProxy: string[] | boolean): Promise<void> {
  const directory = new ConfigDirectory();
  const sender = { ...senderConfigured.example, sender: '12345', carrier: 'simulator' };
  directory.apply(senderConfigured.topic, '12345', sender);
  const publisher = { publish: async (records: OutgoingRecord[]) => void published.push(...records) };
  const metrics = { refused: (carrier: string, code: string) => void refusals.push(`${carrier} ${code}`) };
  const log = new RefusalLog(metrics as unknown as IngestMetrics);
  const now = () => monotonicMs;
  const module = await Test.createTestingModule({
    controllers: [CarriersController, Probe],
    providers: [
      WebhookIntake,
      EventSeal,
      { provide: RefusalLog, useValue: log },
      { provide: AddressLimits, useValue: new AddressLimits(settings, log, now) },
      { provide: AccountLimits, useValue: new AccountLimits(settings, log, now) },
      { provide: JoinParts, useValue: {} },
      { provide: CarrierDocuments, useValue: new CarrierDocuments() },
      { provide: APP_FILTER, useClass: RefusalFilter },
      { provide: IngestSettings, useValue: settings },
      { provide: ConfigDirectory, useValue: directory },
      { provide: ConversationIds, useValue: new ConversationIds('a pepper for the tests') },
      { provide: DurablePublisher, useValue: publisher },
      { provide: IngestMetrics, useValue: metrics },
      { provide: Clock, useValue: { now: () => NOW } },
    ],
  }).compile();
  app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter({ trustProxy }), {
    bodyParser: false,
  });
  const write = (...line: unknown[]): void => void lines.push(JSON.stringify(line));
  const logger: LoggerService = { log: () => undefined, error: write, warn: write };
  Logger.overrideLogger(logger);
  keepRawBodies(app);
  limitAddresses(app);
  await app.listen(0, '127.0.0.1');
}

/** A text that a caller sends through the proxy. */
async function text(caller: string, { secret = SECRET, path = MO, id = 'sim-1', to = '12345' } = {}) {
  const body = JSON.stringify({ id, from: CANARY, to, text: 'JOIN' });
  const response = await fetch(`${await app.getUrl()}${path}`, {
    method: 'POST',
    body,
    headers: { ...signedHeaders(secret, NOW, body), 'x-forwarded-for': caller },
  });
  const { code } = (await response.json()) as { code?: string };
  return { status: response.status, code, retryAfter: response.headers.get('retry-after') };
}

const guess = (caller: string) => text(caller, { secret: 'a guess' });
const LIMITED = { status: 429, code: 'ADDRESS_LIMITED', retryAfter: '12' };

beforeEach(async () => {
  monotonicMs = 1000;
  [published, refusals, lines] = [[], [], []];
  await listen(['127.0.0.1']);
});

afterEach(() => app.close());

describe('an address that guesses', () => {
  it('is told to come later, counted each time, and spoken of once a minute', async () => {
    for (let i = 0; i < 5; i++) expect(await guess('203.0.113.7')).toMatchObject({ status: 403 });
    lines = [];
    for (let i = 0; i < 8; i++) expect(await guess('203.0.113.7')).toEqual(LIMITED);
    expect(refusals.filter((each) => each === 'unknown ADDRESS_LIMITED')).toHaveLength(8);
    expect(lines).toEqual([expect.stringContaining('"whom":"203.0.113.7"')]);
    expect(published).toEqual([]);
    monotonicMs += 60_000;
    for (let i = 0; i < 5; i++) await guess('203.0.113.7');
    lines = [];
    await guess('203.0.113.7');
    expect(lines).toEqual([expect.stringContaining('"since":7')]);
    expect(lines.join()).not.toContain(CANARY.slice(1));
  });

  it.each([
    ['a carrier that is none', { path: '/v1/carriers/nobody/mo' }],
    ['a path of ours that is none', { path: '/v1/carriers/simulator/elsewhere' }],
    ['any path', { path: '/wp-login.php' }],
  ])('is stopped at %s', async (_, at) => {
    for (let i = 0; i < 5; i++) expect(await text('203.0.113.7', at)).toMatchObject({ status: 404 });
    expect(await text('203.0.113.7', at)).toEqual(LIMITED);
  });

  it.each(['/v1/%63arriers/simulator/mo', '/v1/carriers/%73imulator/mo?x=/v1/'])(
    'is stopped however it spells the path: %s',
    async (path) => {
      for (let i = 0; i < 5; i++)
        expect(await text('203.0.113.7', { path, secret: 'a guess' })).toMatchObject({ status: 403 });
      expect(await text('203.0.113.7', { path, secret: 'a guess' })).toEqual(LIMITED);
    },
  );

  it('is stopped at bodies that are too large too', async () => {
    const large = (): Promise<Response> =>
      app.getUrl().then((url) =>
        fetch(url + MO, {
          method: 'POST',
          body: Buffer.alloc(2 ** 21),
          headers: { 'x-forwarded-for': '203.0.113.7' },
        }),
      );
    for (let i = 0; i < 5; i++) expect((await large()).status).toBe(413);
    expect((await large()).status).toBe(429);
  });

  it('hinders no other, and cannot name another by itself', async () => {
    for (let i = 0; i < 6; i++) await guess(`198.51.100.${i}, 203.0.113.7`);
    expect(await guess('198.51.100.9, 203.0.113.7')).toEqual(LIMITED);
    expect(await text('198.51.100.1')).toMatchObject({ status: 200 });
  });

  it('still gets what has a route of its own', async () => {
    for (let i = 0; i < 6; i++) await guess('203.0.113.7');
    expect(await text('203.0.113.7', { path: '/health' })).toMatchObject({ status: 201 });
  });
});

describe('a carrier', () => {
  it('is taken in a burst from one address, though others guess from there', async () => {
    expect(await text('198.51.100.1')).toMatchObject({ status: 200 });
    for (let i = 0; i < 20; i++) expect(await guess('198.51.100.1')).toMatchObject({ status: 403 });
    const burst = await Promise.all(
      Array.from({ length: 19 }, (_, i) => text('198.51.100.1', { id: `sim-${i + 2}` })),
    );
    expect(burst.every(({ status }) => status === 200)).toBe(true);
    expect(published).toHaveLength(20);
  });

  it('is heard by what proves its secret, though others have guessed from its address first', async () => {
    for (let i = 0; i < 20; i++) await guess('198.51.100.1');
    expect(await guess('198.51.100.1')).toEqual(LIMITED);
    expect(await text('198.51.100.1')).toMatchObject({ status: 200 });
    expect(published).toHaveLength(1);
  });

  it('is never held back for what it proves and we do not take', async () => {
    for (let i = 0; i < 8; i++) {
      expect(await text('198.51.100.1', { to: '99999' })).toMatchObject({
        status: 404,
        code: 'SENDER_UNKNOWN',
      });
    }
    expect(await text('198.51.100.1')).toMatchObject({ status: 200 });
  });

  it('has a ceiling of its own, is told when to come again, and loses nothing', async () => {
    for (let i = 0; i < 20; i++) expect(await text('198.51.100.1')).toMatchObject({ status: 200 });
    lines = [];
    for (let i = 0; i < 3; i++) {
      const over = await text('198.51.100.1');
      expect(over).toEqual({ status: 429, code: 'ACCOUNT_LIMITED', retryAfter: '1' });
    }
    expect(refusals).toEqual(Array(3).fill('simulator ACCOUNT_LIMITED'));
    expect(lines).toHaveLength(1);
    monotonicMs += 1000;
    for (let i = 0; i < 20; i++) expect(await text('198.51.100.1')).toMatchObject({ status: 200 });
    expect(published).toHaveLength(40);
  });
});

describe('where no proxy is named', () => {
  beforeEach(async () => {
    await app.close();
    await listen(false);
  });

  it('limits nobody behind one, as it would limit all, and says once what to set', async () => {
    for (let i = 0; i < 8; i++) expect(await guess('203.0.113.7')).toMatchObject({ status: 403 });
    expect(lines.filter((line) => line.includes('INGEST_TRUSTED_PROXIES'))).toHaveLength(1);
  });
});
