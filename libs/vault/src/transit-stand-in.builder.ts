import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { open, seal } from './seal.js';

interface Item {
  readonly plaintext?: string;
  readonly ciphertext?: string;
}

/**
 * What the transit engine documents of `encrypt`, `decrypt` and `rewrap` with `batch_input`, for one key whose
 * versions are in `versions`.
 */
export class TransitStandIn {
  readonly versions = [randomBytes(32)];
  /** Items of each request. */
  readonly requests: number[] = [];
  /** Answers this status instead, once. */
  failsWith: number | undefined;

  private constructor(private readonly server: Server) {
    server.on('request', (request: IncomingMessage, response) => {
      void this.answer(request).then(({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      });
    });
  }

  static async start(): Promise<TransitStandIn> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new TransitStandIn(server);
  }

  get mount(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1/transit`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private async answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const { batch_input } = JSON.parse(Buffer.concat(parts).toString()) as { batch_input: Item[] };
    const status = this.failsWith;
    this.failsWith = undefined;
    if (status !== undefined) return { status, body: { errors: ['told to'] } };
    if (request.headers['x-vault-token'] !== 'a token')
      return { status: 403, body: { errors: ['permission denied'] } };
    const [, what, key] = /^\/v1\/transit\/(\w+)\/([\w-]+)$/.exec(request.url!) ?? [];
    if (request.method !== 'POST' || key !== 'parley') return { status: 404, body: { errors: [] } };
    this.requests.push(batch_input.length);
    const results = batch_input.map((item) => this.result(what!, item));
    const failed = results.some((result) => 'error' in result);
    return { status: failed ? 400 : 200, body: { data: { batch_results: results } } };
  }

  private result(what: string, { plaintext, ciphertext }: Item): Record<string, string> {
    if (what === 'encrypt') return { ciphertext: this.encrypted(Buffer.from(plaintext!, 'base64')) };
    const [, version, sealed] = /^vault:v(\d+):(.+)$/.exec(ciphertext!) ?? [];
    const key = this.versions[Number(version) - 1];
    if (key === undefined) return { error: 'cipher: message authentication failed' };
    const plain = open(key, Buffer.from(sealed!, 'base64'), '');
    return what === 'decrypt'
      ? { plaintext: plain.toString('base64') }
      : { ciphertext: this.encrypted(plain) };
  }

  private encrypted(plain: Buffer): string {
    return `vault:v${this.versions.length}:${seal(this.versions.at(-1)!, plain, '').toString('base64')}`;
  }
}
