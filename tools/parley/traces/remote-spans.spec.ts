import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { remoteSpans } from './remote-spans.js';
import { wholeConversations } from './span-source.port.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const LATER = '1af7651916cd43dd8448eb211c80319c';
const CONVERSATION = 'c'.repeat(32);
const MESSAGE = '5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b10';
let server: Server;
let answers: Record<string, unknown>;
let asked: string[];
let from: string;

beforeEach(async () => {
  answers = {};
  asked = [];
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://traces');
    asked.push(pathname);
    const by = searchParams.get('tags') ?? searchParams.get('q');
    const key = by === null ? pathname : `${pathname} ${by}`;
    const answer = Object.entries(answers).find(([of]) => key.includes(of))?.[1];
    response.statusCode = answer === undefined ? 404 : 200;
    response.end(JSON.stringify(answer ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  from = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

// As Jaeger's query service answers (jaegertracing.io/docs/apis).
const jaeger = (traceID: string, references: object[] = []) => ({
  data: [
    {
      traceID,
      processes: { p1: { serviceName: 'dispatcher' } },
      spans: [
        {
          traceID,
          spanID: 'b7ad6b7169203331',
          operationName: 'submit simulator',
          references,
          startTime: 1_700_000_000_000_000,
          duration: 1500,
          processID: 'p1',
          tags: [
            { key: 'span.kind', type: 'string', value: 'client' },
            { key: 'error', type: 'bool', value: true },
            { key: 'messaging.message.conversation_id', type: 'string', value: CONVERSATION },
          ],
        },
      ],
    },
  ],
});

// As Tempo answers: OTLP in protobuf's JSON, ids in base64.
const base64 = (id: string): string => Buffer.from(id, 'hex').toString('base64');
const tempo = (traceId: string) => ({
  batches: [
    {
      resource: { attributes: [{ key: 'service.name', value: { stringValue: 'dispatcher' } }] },
      scopeSpans: [
        {
          spans: [
            {
              traceId: base64(traceId),
              spanId: base64('b7ad6b7169203331'),
              name: 'submit simulator',
              kind: 'SPAN_KIND_CLIENT',
              startTimeUnixNano: '1700000000000000000',
              endTimeUnixNano: '1700000000001500000',
              status: { code: 'STATUS_CODE_ERROR' },
              links: [{ traceId: base64(LATER), spanId: base64('b7ad6b7169203331') }],
              attributes: [
                { key: 'messaging.message.conversation_id', value: { stringValue: CONVERSATION } },
                { key: 'parley.attempt', value: { intValue: '2' } },
              ],
            },
          ],
        },
      ],
    },
  ],
});

const expected = {
  traceId: TRACE,
  spanId: 'b7ad6b7169203331',
  parentSpanId: undefined,
  service: 'dispatcher',
  name: 'submit simulator',
  kind: 'CLIENT',
  startUs: 1_700_000_000_000_000,
  durationUs: 1500,
  conversationId: CONVERSATION,
  failed: true,
  links: [`${LATER}/b7ad6b7169203331`],
};

describe('spans of elsewhere', () => {
  it('are read from Jaeger: a message leads to its conversation, and that to all its turns', async () => {
    const link = { refType: 'FOLLOWS_FROM', traceID: LATER, spanID: 'b7ad6b7169203331' };
    answers = {
      '/api/services': { data: [] },
      [MESSAGE]: jaeger(TRACE, [link]),
      [CONVERSATION]: jaeger(LATER),
    };
    const spans = await wholeConversations(await remoteSpans(from), [MESSAGE]);
    expect(spans.map(({ traceId }) => traceId)).toEqual([TRACE, LATER]);
    expect(spans[0]).toMatchObject(expected);
  });

  it('are read from Tempo', async () => {
    answers = {
      [CONVERSATION]: { traces: [{ traceID: TRACE }, { traceID: LATER }] },
      [`/api/traces/${TRACE}`]: tempo(TRACE),
      [`/api/traces/${LATER}`]: tempo(LATER),
    };
    const spans = await wholeConversations(await remoteSpans(from), [TRACE]);
    expect(spans.map(({ traceId }) => traceId).toSorted()).toEqual([TRACE, LATER]);
    expect(spans.find(({ traceId }) => traceId === TRACE)).toMatchObject({
      ...expected,
      attributes: { 'parley.attempt': 2 },
    });
  });

  it('are none where nothing is known of the id', async () => {
    expect(await wholeConversations(await remoteSpans(from), [TRACE])).toEqual([]);
  });

  it('say where nobody answers', async () => {
    await expect(remoteSpans('http://127.0.0.1:1')).rejects.toMatchObject({ code: 'TRACES_AWAY' });
  });
});
