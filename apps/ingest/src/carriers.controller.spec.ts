import { trace } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { Logger, type LoggerService } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { signedHeaders, twilioSignature, twilioSignatureHeader, vonageSignature } from '@parley/carriers';
import { moReceived, receiptReceived, senderConfigured } from '@parley/contracts';
import { ConfigDirectory, ConversationIds, externalEventId, type OutgoingRecord } from '@parley/messaging';
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
import { NotDurableError } from './not-durable.error.js';
import type { NewPart } from './parts.store.js';
import { RefusalFilter } from './refusal.filter.js';
import { RefusalLog } from './refusal-log.js';
import { WebhookIntake } from './webhook-intake.js';

const NOW = Date.UTC(2026, 10, 20, 15);
const SECRET = 'simulator secret';
const TOKEN = '12345';
const CANARY_NUMBER = '+14155550177';
const CANARY_TEXT = 'canary in a coal mine';
const MO = { id: 'sim-1', from: CANARY_NUMBER, to: '12345', text: CANARY_TEXT };

const spans = new InMemorySpanExporter();
const published: OutgoingRecord[][] = [];
const refused: string[] = [];
const logged: string[] = [];
let failure: Error | undefined;
let app: NestFastifyApplication;

const publisher = {
  publish: async (records: OutgoingRecord[]) => {
    if (failure) throw failure;
    published.push(records);
  },
};
const kept: NewPart[] = [];
const joining = {
  take: async (parts: NewPart[]) => {
    if (failure) throw failure;
    kept.push(...parts);
  },
};
const settings: IngestSettings = {
  publicUrl: 'https://parley.example/sms',
  secrets: new Map([
    ['simulator', ['newer secret', SECRET]],
    ['twilio', [TOKEN]],
    ['vonage', [SECRET]],
  ]),
  traceRatio: 0,
  partsWaitMs: 60_000,
  partsKeepMs: 1000,
  refusalsPerMinute: 0,
  accountTexts: new Map(),
};
const write = (...line: unknown[]): void => void logged.push(JSON.stringify(line));
const logger: LoggerService = { log: write, error: write, warn: write, debug: write, verbose: write };

beforeAll(async () => {
  trace.setGlobalTracerProvider(
    new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: spans })] }),
  );
  const directory = new ConfigDirectory();
  for (const [sender, carrier] of [
    ['12345', 'simulator'],
    ['54321', 'twilio'],
    ['67890', 'vonage'],
  ] as const) {
    directory.apply(senderConfigured.topic, sender, { ...senderConfigured.example, sender, carrier });
  }
  const module = await Test.createTestingModule({
    controllers: [CarriersController],
    providers: [
      WebhookIntake,
      EventSeal,
      { provide: JoinParts, useValue: joining },
      RefusalLog,
      {
        provide: AddressLimits,
        useFactory: (log: RefusalLog) => new AddressLimits(settings, log),
        inject: [RefusalLog],
      },
      {
        provide: AccountLimits,
        useFactory: (log: RefusalLog) => new AccountLimits(settings, log),
        inject: [RefusalLog],
      },
      { provide: CarrierDocuments, useValue: new CarrierDocuments() },
      { provide: APP_FILTER, useClass: RefusalFilter },
      { provide: IngestSettings, useValue: settings },
      { provide: ConfigDirectory, useValue: directory },
      { provide: ConversationIds, useValue: new ConversationIds('a pepper for the tests') },
      { provide: DurablePublisher, useValue: publisher },
      {
        provide: IngestMetrics,
        useValue: { refused: (...labels: string[]) => void refused.push(labels.join(' ')) },
      },
      { provide: Clock, useValue: { now: () => NOW } },
    ],
  }).compile();
  app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter({ bodyLimit: 64 * 1024 }), {
    bodyParser: false,
  });
  Logger.overrideLogger(logger);
  keepRawBodies(app);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});

afterAll(async () => {
  await app.close();
  trace.disable();
});

beforeEach(() => {
  failure = undefined;
  for (const list of [published, kept, refused, logged]) list.length = 0;
  spans.reset();
});

async function post(url: string, body: unknown, headers?: Record<string, string>) {
  const payload = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await app.inject({
    method: 'POST',
    url,
    payload,
    headers: {
      'content-type': 'application/json',
      host: 'liar.example',
      ...(headers ?? signedHeaders(SECRET, NOW, payload)),
    },
  });
  return { status: response.statusCode, headers: response.headers, body: response.body };
}

const codeIn = (body: string): unknown => (JSON.parse(body) as { code: unknown }).code;

const postMo = (change: object = {}) => post('/v1/carriers/simulator/mo', { ...MO, ...change });

describe('POST /v1/carriers/:carrier/mo', () => {
  it('answers as the carrier wants it once the MO is durable', async () => {
    const { status, headers, body } = await postMo();
    expect([status, body]).toEqual([200, '{}']);
    const [record] = published.flat();
    expect(record).toMatchObject({
      topic: moReceived.topic,
      key: CANARY_NUMBER,
      headers: { ce_id: externalEventId('simulator', 'mo/sim-1'), ce_source: 'parley/ingest' },
    });
    expect(JSON.parse(record!.value)).toMatchObject({
      text: CANARY_TEXT,
      sender: '12345',
      carrier: 'simulator',
    });
    expect(record!.headers.traceparent).toBe(
      `00-${String(headers['x-parley-trace-id'])}-${record!.headers.traceparent!.slice(36, 52)}-00`,
    );
  });

  it('keeps a part of a longer text, and publishes nothing of it yet', async () => {
    const { status } = await postMo({ part: { reference: 7, total: 3, number: 2 } });
    expect([status, published]).toEqual([200, []]);
    expect(kept).toMatchObject([
      { carrier: 'simulator', sender: '12345', subscriber: CANARY_NUMBER, reference: 7, total: 3, number: 2 },
    ]);
    expect(kept[0]).toMatchObject({
      carrierMessageId: 'sim-1',
      text: CANARY_TEXT,
      mo: { text: CANARY_TEXT },
    });
  });

  it('asks for a part again when it could not be kept', async () => {
    failure = new NotDurableError();
    const { status, headers, body } = await postMo({ part: { reference: 7, total: 3, number: 2 } });
    expect([status, codeIn(body), headers['retry-after']]).toEqual([503, 'PARTS_NOT_KEPT', '5']);
  });

  it.each([
    ['one of one', { reference: 7, total: 1, number: 1 }],
    ['one beyond the last', { reference: 7, total: 2, number: 3 }],
    ['one of 256', { reference: 7, total: 256, number: 3 }],
    ['a reference of more than 16 bits', { reference: 65_536, total: 2, number: 1 }],
  ])('takes for a text by itself what is no part: %s', async (_, part) => {
    expect((await postMo({ part })).status).toBe(200);
    expect([kept.length, published.length]).toEqual([0, 1]);
  });

  it('gives a repeated MO the same event id', async () => {
    await postMo();
    await postMo();
    const ids = published.flat().map((record) => record.headers.ce_id);
    expect(new Set(ids).size).toBe(1);
  });

  it('checks Twilio’s signature on the public address, whatever the Host header says', async () => {
    const url = '/v1/carriers/twilio/mo?a=1';
    const form = new URLSearchParams({ MessageSid: 'SM1', From: CANARY_NUMBER, To: '54321', Body: 'Hi' });
    const call = (signedUrl: string) =>
      post(url, form.toString(), {
        'content-type': 'application/x-www-form-urlencoded',
        [twilioSignatureHeader]: twilioSignature(TOKEN, signedUrl, form),
      });
    expect(await call(`https://liar.example${url}`)).toMatchObject({ status: 403 });
    const taken = await call(`https://parley.example/sms${url}`);
    expect(taken).toMatchObject({ status: 200, body: '<Response/>' });
    expect(taken.headers['content-type']).toContain('text/xml');
    expect(published.flat()).toHaveLength(1);
  });

  it('takes an MO by GET from a carrier that calls so', async () => {
    const from = CANARY_NUMBER.slice(1);
    const fields = {
      messageId: 'V1',
      msisdn: from,
      to: '67890',
      text: 'Hi & bye',
      timestamp: `${NOW / 1_000}`,
    };
    const query = new URLSearchParams({
      ...fields,
      sig: vonageSignature('sha256', SECRET, fields),
    }).toString();
    const { statusCode, body } = await app.inject({ method: 'GET', url: `/v1/carriers/vonage/mo?${query}` });
    expect([statusCode, body]).toEqual([204, '']);
    expect(JSON.parse(published.flat()[0]!.value)).toMatchObject({
      subscriber: CANARY_NUMBER,
      sender: '67890',
      text: 'Hi & bye',
      carrierMessageId: 'V1',
    });
  });

  it('asks for the same webhook again when nothing could be kept', async () => {
    failure = new NotDurableError();
    const { status, headers, body } = await postMo();
    expect([status, headers['retry-after']]).toEqual([503, '5']);
    expect(JSON.parse(body)).toMatchObject({ code: 'NOT_DURABLE' });
  });

  it('says no more than that it failed when it has a bug', async () => {
    failure = new Error(`cannot read ${CANARY_TEXT}`);
    const { status, body } = await postMo();
    expect([status, codeIn(body)]).toEqual([500, 'INTERNAL_ERROR']);
    expect(logged.join()).not.toContain(CANARY_TEXT);
  });

  const callBy = async (method: 'GET' | 'PUT', url: string) => {
    const { statusCode, body } = await app.inject({ method, url });
    return { status: statusCode, headers: {}, body };
  };
  const signedElsewhere = signedHeaders('another secret', NOW, JSON.stringify(MO));
  const tooLarge = JSON.stringify({ ...MO, text: 'x'.repeat(64 * 1024) });
  it.each<[string, string, string, () => ReturnType<typeof post>]>([
    ['403', 'SIGNATURE_INVALID', 'simulator', () => post('/v1/carriers/simulator/mo', MO, signedElsewhere)],
    ['401', 'SIGNATURE_MISSING', 'simulator', () => post('/v1/carriers/simulator/mo', MO, {})],
    ['404', 'CARRIER_UNKNOWN', 'unknown', () => post('/v1/carriers/nobody/mo', MO)],
    ['404', 'CARRIER_UNKNOWN', 'unknown', () => post('/v1/carriers/constructor/mo', MO)],
    ['413', 'BODY_TOO_LARGE', 'simulator', () => post('/v1/carriers/simulator/mo', tooLarge)],
    ['413', 'BODY_TOO_LARGE', 'unknown', () => post('/v1/carriers/nobody/mo', tooLarge)],
    ['400', 'BODY_MALFORMED', 'simulator', () => post('/v1/carriers/simulator/mo', '{"id":')],
    ['400', 'FIELD_MISSING', 'simulator', () => postMo({ from: undefined })],
    ['400', 'NUMBER_MALFORMED', 'simulator', () => postMo({ from: `${CANARY_NUMBER}x` })],
    ['404', 'SENDER_UNKNOWN', 'simulator', () => postMo({ to: '99999' })],
    ['404', 'SENDER_UNKNOWN', 'simulator', () => postMo({ to: '54321' })],
    ['405', 'METHOD_NOT_ALLOWED', 'simulator', () => callBy('GET', '/v1/carriers/simulator/mo')],
    ['405', 'METHOD_NOT_ALLOWED', 'simulator', () => callBy('GET', '/v1/carriers/simulator/receipts')],
    ['404', 'ROUTE_UNKNOWN', 'simulator', () => callBy('PUT', '/v1/carriers/simulator/mo')],
    ['404', 'ROUTE_UNKNOWN', 'simulator', () => post('/v1/carriers/simulator/elsewhere', MO)],
  ])('refuses with %s %s, and publishes nothing', async (status, code, carrier, call) => {
    const answer = await call();
    expect(String(answer.status)).toBe(status);
    expect(JSON.parse(answer.body)).toEqual({ code, message: expect.stringMatching(/^[A-Z].*\.$/) });
    expect(published).toEqual([]);
    expect(refused).toEqual([`${carrier} ${code}`]);
    expect(logged).toHaveLength(1);
    expect(logged[0]).not.toContain(CANARY_NUMBER.slice(1));
    expect(logged[0]).not.toContain(CANARY_TEXT);
  });

  it('begins a trace of two spans when the signed body asks for it, and says nothing personal in it', async () => {
    const { headers } = await postMo({ debug: true });
    const [send, server] = spans.getFinishedSpans();
    expect(server).toMatchObject({
      name: 'POST /v1/carriers/:carrier/mo',
      parentSpanContext: undefined,
      attributes: { 'http.route': '/v1/carriers/:carrier/mo', 'http.response.status_code': 200 },
    });
    expect(send).toMatchObject({ name: `send ${moReceived.topic}` });
    expect(send!.parentSpanContext?.spanId).toBe(server!.spanContext().spanId);
    const { traceId, spanId } = send!.spanContext();
    expect(headers['x-parley-trace-id']).toBe(traceId);
    expect(published.flat()[0]!.headers.traceparent).toBe(`00-${traceId}-${spanId}-01`);
    const said = JSON.stringify([send!.attributes, server!.attributes]);
    expect(said).not.toMatch(/4155550177|canary/);
  });

  it('ends its spans as failed when nothing was kept', async () => {
    failure = new NotDurableError();
    await postMo({ debug: true });
    expect(spans.getFinishedSpans().map((span) => span.attributes['error.type'])).toEqual([
      'NOT_DURABLE',
      'NOT_DURABLE',
    ]);
  });
});

describe('POST /v1/carriers/:carrier/receipts', () => {
  const receipt = (index: number) => ({
    id: `sim-mt-${index}`,
    to: '+14155550101',
    from: '12345',
    status: 'delivered',
  });

  it('makes all receipts of a request durable together', async () => {
    const receipts = Array.from({ length: 200 }, (_, index) => receipt(index));
    expect(await post('/v1/carriers/simulator/receipts', { receipts })).toMatchObject({ status: 200 });
    expect(published.map((records) => records.length)).toEqual([200]);
    expect(new Set(published.flat().map((record) => record.headers.ce_id)).size).toBe(200);
    expect(published[0]![0]!.topic).toBe(receiptReceived.topic);
  });

  it('takes our MT id from the callback address', async () => {
    const mtId = '0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20';
    const url = `/v1/carriers/twilio/receipts?mt=${mtId}`;
    const form = new URLSearchParams({
      MessageSid: 'SM2',
      MessageStatus: 'delivered',
      To: '+14155550101',
      From: '54321',
    });
    const { status } = await post(url, form.toString(), {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      [twilioSignatureHeader]: twilioSignature(TOKEN, `https://parley.example/sms${url}`, form),
    });
    expect(status).toBe(204);
    expect(JSON.parse(published[0]![0]!.value)).toMatchObject({
      mtId,
      carrierMessageId: 'SM2',
      status: 'delivered',
    });
  });

  it('takes the good ones of a request and counts the others by their code', async () => {
    const receipts = [
      receipt(1),
      { ...receipt(2), to: undefined },
      { ...receipt(3), to: 'x' },
      { ...receipt(4), id: 5 },
    ];
    expect(await post('/v1/carriers/simulator/receipts', { receipts })).toMatchObject({ status: 200 });
    expect(published.flat()).toHaveLength(1);
    expect(refused.sort()).toEqual([
      'simulator FIELD_INVALID 1',
      'simulator FIELD_MISSING 1',
      'simulator NUMBER_MALFORMED 1',
    ]);
  });

  it('refuses a request with no good one, with the first one’s reason', async () => {
    const receipts = [
      { ...receipt(1), to: undefined },
      { ...receipt(2), to: 'x' },
    ];
    const { status, body } = await post('/v1/carriers/simulator/receipts', { receipts });
    expect([status, codeIn(body)]).toEqual([400, 'FIELD_MISSING']);
    expect(published).toEqual([]);
  });

  it('accepts an empty list, as there is nothing to lose', async () => {
    expect(await post('/v1/carriers/simulator/receipts', { receipts: [] })).toMatchObject({ status: 200 });
    expect(published).toEqual([]);
  });
});
