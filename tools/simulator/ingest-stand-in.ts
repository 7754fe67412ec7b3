import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { findCarrier, type InboundMo, type InboundReceipt, type WebhookRequest } from '@parley/carriers';
import { localSecrets } from './simulator.options.js';

/** A webhook that came, with what libs/carriers made of it. */
export interface Arrival {
  readonly request: WebhookRequest;
  readonly mos: readonly InboundMo[];
  readonly receipts: readonly InboundReceipt[];
  readonly refusal?: string;
}

/** Answers one webhook in place of the usual answer; true where it did. */
export type Answering = (response: ServerResponse, arrival: Arrival, request: IncomingMessage) => boolean;

/** Takes webhooks as ingest does, by the real carriers of libs/carriers, for specs of the simulator alone. */
export class IngestStandIn {
  readonly arrivals: Arrival[] = [];
  answering: Answering = () => false;
  private readonly waiting = new Set<() => void>();
  private url = '';
  private readonly server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => this.take(request, response, Buffer.concat(chunks)));
  });

  static async start(): Promise<IngestStandIn> {
    const ingest = new IngestStandIn();
    ingest.server.listen(0, '127.0.0.1');
    await once(ingest.server, 'listening');
    ingest.url = `http://127.0.0.1:${(ingest.server.address() as AddressInfo).port}`;
    return ingest;
  }

  get baseUrl(): string {
    return this.url;
  }

  get mos(): InboundMo[] {
    return this.arrivals.flatMap(({ mos }) => mos);
  }

  get receipts(): InboundReceipt[] {
    return this.arrivals.flatMap(({ receipts }) => receipts);
  }

  /** Resolves once what came satisfies the condition. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      await new Promise<void>((resolve) => {
        const wake = () => {
          this.waiting.delete(wake);
          resolve();
        };
        this.waiting.add(wake);
      });
    }
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private take(message: IncomingMessage, response: ServerResponse, body: Buffer): void {
    const path = message.url ?? '';
    const headers = message.headers as Record<string, string | undefined>;
    const request: WebhookRequest = { method: message.method ?? '', url: this.url + path, headers, body };
    const arrival = readArrival(request, path);
    this.arrivals.push(arrival.record);
    if (!this.answering(response, arrival.record, message)) {
      response.writeHead(arrival.answer.status, {
        ...arrival.answer.headers,
        'x-parley-trace-id': 'trace-1',
      });
      response.end(arrival.answer.body);
    }
    for (const wake of [...this.waiting]) wake();
  }
}

function readArrival(request: WebhookRequest, path: string) {
  const [, id = '', kind = ''] = /^\/v1\/carriers\/([a-z]+)\/(mo|receipts)/.exec(path) ?? [];
  const webhooks = findCarrier(id)?.webhooks;
  const secrets = [id === 'twilio' ? localSecrets.twilio.authToken : localSecrets.simulator.webhookSecret];
  const parsed =
    kind === 'mo'
      ? webhooks?.mo(request, secrets, Date.now())
      : webhooks?.receipt(request, secrets, Date.now());
  if (parsed === undefined || !parsed.ok) {
    const refusal = parsed?.refusal.code ?? 'NOT_FOUND';
    return {
      record: { request, mos: [], receipts: [], refusal },
      answer: { status: 400, headers: {}, body: refusal },
    };
  }
  const items: readonly (InboundMo | InboundReceipt)[] = parsed.items;
  const mos = kind === 'mo' ? (items as InboundMo[]) : [];
  const receipts = kind === 'mo' ? [] : (items as InboundReceipt[]);
  return { record: { request, mos, receipts }, answer: parsed.answer };
}
