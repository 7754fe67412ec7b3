import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CarrierSender, SendOutcome } from '../carrier.port.js';
import { suiteMt, type CarrierHarness, type SuiteAnswer, type SuiteSent } from './harness.suite.js';

export type Reply = (request: IncomingMessage, response: ServerResponse, body: string) => void;

/** How many connections a sender of the suite may open. */
export const CONNECTIONS = 2;
/** Short, so that a silent carrier costs a spec little time. */
const timeouts = {
  connections: CONNECTIONS,
  connectTimeoutMs: 500,
  headersTimeoutMs: 150,
  bodyTimeoutMs: 150,
};

/** A carrier's HTTP server on the loopback, with what it got; the specs say how it answers. */
export interface LocalCarrier {
  readonly requests: SuiteSent[];
  readonly baseUrl: string;
  /** Connections that were opened to it in this spec. */
  readonly opened: number;
  reply: Reply;
  sender(url?: string): CarrierSender;
  /** One send by a sender of its own. */
  send(by: Reply, mt?: typeof suiteMt, signal?: AbortSignal, url?: string): Promise<SendOutcome>;
}

/** Starts the server for the specs of the describe block that calls this, and empties it before each. */
export function localCarrier(harness: CarrierHarness): LocalCarrier {
  const requests: SuiteSent[] = [];
  let baseUrl = '';
  let opened = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const { method = '', url = '', headers } = request;
      requests.push({ method, path: url, headers, body });
      local.reply(request, response, body);
    });
  });

  server.on('connection', () => (opened += 1));

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  beforeEach(() => {
    requests.length = 0;
    opened = 0;
  });

  const local: LocalCarrier = {
    requests,
    get baseUrl() {
      return baseUrl;
    },
    get opened() {
      return opened;
    },
    reply: () => undefined,
    sender: (url = baseUrl) => harness.carrier.createSender(harness.account(url), timeouts),
    async send(by, mt = suiteMt, signal, url = baseUrl) {
      local.reply = by;
      const sender = local.sender(url);
      try {
        return await sender.send(mt, signal);
      } finally {
        await sender.close();
      }
    },
  };
  return local;
}

/** The reply that gives this answer. */
export const answerWith =
  ({ status, headers, body }: SuiteAnswer): Reply =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
  };
