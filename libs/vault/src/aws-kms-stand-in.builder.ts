import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { open, seal } from './seal.js';

type Context = Readonly<Record<string, string>>;

interface Asked {
  readonly KeyId?: string;
  readonly Plaintext?: string;
  readonly CiphertextBlob?: string;
  readonly EncryptionContext?: Context;
  readonly SourceEncryptionContext?: Context;
  readonly DestinationKeyId?: string;
  readonly DestinationEncryptionContext?: Context;
}

/** Exceptions that are no fault of the caller's: their status is 500. */
const OUR_FAULT = new Set(['KMSInternalException', 'DependencyTimeoutException', 'KeyUnavailableException']);

/** An exception of the service's, by its name. */
class Refusal extends Error {}

/**
 * What AWS documents of Encrypt, Decrypt and ReEncrypt in its JSON 1.1 protocol, for symmetric keys by their names:
 * a ciphertext says which key made it and opens for its encryption context alone.
 */
export class AwsKmsStandIn {
  /** Keys, and where aliases point to. */
  readonly keys = new Map([['first', randomBytes(32)]]);
  readonly aliases = new Map([['alias/parley', 'first']]);
  readonly disabled = new Set<string>();
  /** The operations of requests that were answered, in their order. */
  readonly answered: string[] = [];
  /** Requests so far, those that failed among them. */
  requests = 0;
  /** Answers these instead, one after the other: an exception's name or a status; `silent` answers nothing. */
  readonly failures: (string | number)[] = [];

  private constructor(private readonly server: Server) {
    server.on('request', (request: IncomingMessage, response) => {
      void this.answer(request).then((answer) => {
        if (answer === undefined) return;
        response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.1' });
        response.end(JSON.stringify(answer.body));
      });
    });
  }

  static async start(): Promise<AwsKmsStandIn> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new AwsKmsStandIn(server);
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private async answer(request: IncomingMessage): Promise<{ status: number; body: object } | undefined> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    this.requests += 1;
    const failure = this.failures.shift();
    if (failure === 'silent') return undefined;
    if (typeof failure === 'number') return { status: failure, body: {} };
    try {
      if (failure !== undefined) throw new Refusal(failure);
      const scope = /^AWS4-HMAC-SHA256 Credential=AKID\/\d{8}\/eu-central-1\/kms\/aws4_request, /;
      if (!scope.test(request.headers.authorization ?? '')) throw new Refusal('UnrecognizedClientException');
      const [, what] = /^TrentService\.(\w+)$/.exec(String(request.headers['x-amz-target'])) ?? [];
      const body = this.result(what!, JSON.parse(Buffer.concat(parts).toString()) as Asked);
      this.answered.push(what!);
      return { status: 200, body };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const status = OUR_FAULT.has(error.message) ? 500 : 400;
      return { status, body: { __type: error.message, message: 'told to' } };
    }
  }

  private result(what: string, asked: Asked): object {
    if (what === 'Encrypt')
      return this.encrypted(asked.KeyId!, Buffer.from(asked.Plaintext!, 'base64'), asked.EncryptionContext);
    if (what === 'Decrypt') {
      const { name, plain } = this.opened(asked.CiphertextBlob!, asked.EncryptionContext);
      return { KeyId: arnOf(name), Plaintext: plain.toString('base64') };
    }
    if (what !== 'ReEncrypt') throw new Refusal('UnknownOperationException');
    const { plain } = this.opened(asked.CiphertextBlob!, asked.SourceEncryptionContext);
    return this.encrypted(asked.DestinationKeyId!, plain, asked.DestinationEncryptionContext);
  }

  private encrypted(id: string, plain: Buffer, context: Context | undefined): object {
    const name = this.aliases.get(id) ?? id.replace(/^arn:.*:key\//, '');
    const sealed = seal(this.usable(name), plain, aboutOf(context));
    const blob = Buffer.concat([Buffer.from(`${name}:`), sealed]).toString('base64');
    return { KeyId: arnOf(name), CiphertextBlob: blob, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
  }

  private opened(blob: string, context: Context | undefined): { name: string; plain: Buffer } {
    const bytes = Buffer.from(blob, 'base64');
    const end = bytes.indexOf(':');
    const name = bytes.subarray(0, Math.max(end, 0)).toString();
    if (end < 0) throw new Refusal('InvalidCiphertextException');
    const key = this.usable(name);
    try {
      return { name, plain: open(key, bytes.subarray(end + 1), aboutOf(context)) };
    } catch {
      throw new Refusal('InvalidCiphertextException');
    }
  }

  private usable(name: string): Buffer {
    const key = this.keys.get(name);
    if (key === undefined) throw new Refusal('NotFoundException');
    if (this.disabled.has(name)) throw new Refusal('DisabledException');
    return key;
  }
}

const arnOf = (name: string): string => `arn:aws:kms:eu-central-1:111122223333:key/${name}`;

const aboutOf = (context: Context = {}): string => JSON.stringify(Object.entries(context).sort());
