import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A webhook as its receiver gets it. */
export interface Heard {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Goes on until the other side leaves. */
  readonly endless?: true;
}

const CHUNK = Buffer.alloc(64 * 1024);

/** Somebody's HTTP server on the loopback, and what it heard. */
export class Receiver {
  readonly heard: Heard[] = [];
  /** Bytes of endless answers that were handed to the connection. */
  written = 0;
  /** What it answers; `never` leaves the request open. */
  answer: (heard: Heard) => Answer | 'never' | Promise<Answer> = () => ({ status: 204 });
  private readonly waiting = new Set<() => void>();

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async open(): Promise<Receiver> {
    const server = createServer((request, response) => {
      void bodyOf(request).then(async (body) => {
        const heard = { path: request.url ?? '', headers: request.headers as Record<string, string>, body };
        receiver.take(heard);
        const answer = await receiver.answer(heard);
        if (answer === 'never') return;
        response.writeHead(answer.status, answer.headers);
        if (answer.endless) receiver.writeOn(response);
        else response.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const receiver = new Receiver(server, (server.address() as AddressInfo).port);
    return receiver;
  }

  url(path = '/hook'): string {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  /** Resolves when it has heard so many. */
  async until(count: number): Promise<Heard[]> {
    while (this.heard.length < count) await new Promise<void>((resolve) => this.waiting.add(resolve));
    return this.heard;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private writeOn(response: ServerResponse): void {
    while (!response.destroyed) {
      this.written += CHUNK.length;
      if (!response.write(CHUNK)) break;
    }
    response.once('drain', () => this.writeOn(response));
  }

  private take(heard: Heard): void {
    this.heard.push(heard);
    for (const tell of this.waiting) tell();
    this.waiting.clear();
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
