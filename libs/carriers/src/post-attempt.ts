import type { Dispatcher } from 'undici';
import type { Exchange, UnwrittenReason } from './http-exchange.js';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** One POST's life, as undici's dispatcher tells it. It settles exactly once and never lets a second write happen. */
export class PostAttempt implements Dispatcher.DispatchHandler {
  settled = false;
  private written = false;
  private status = 0;
  private headers: Headers = {};
  private first: Buffer | undefined;
  private rest: Buffer[] | undefined;
  private controller: Dispatcher.DispatchController | undefined;
  private readonly onAbort: (() => void) | undefined;
  /** `sendBy` on a clock that nobody sets. */
  private readonly beginBy: number;

  constructor(
    private readonly resolve: (exchange: Exchange) => void,
    sendBy: number | undefined,
    private readonly signal: AbortSignal | undefined,
  ) {
    this.beginBy = sendBy === undefined ? Infinity : performance.now() + sendBy - Date.now();
    if (signal === undefined) return;
    if (signal.aborted) {
      this.settle({ kind: 'unwritten', reason: 'ABORTED', detail: 'aborted' });
      return;
    }
    this.onAbort = () => this.abort();
    signal.addEventListener('abort', this.onAbort, { once: true });
  }

  /**
   * Right before the first byte.
   * @throws where nothing is to be written: undici then lets the request go and keeps the connection, which an abort
   * would break. On a slow machine every text would find its connection broken by the one before it.
   */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    // undici may put a request back after its connection closed; a second write could send a text twice.
    if (this.settled || this.written) throw new Error('not to be written');
    if (performance.now() > this.beginBy) {
      this.settle({ kind: 'unwritten', reason: 'SEND_BY_PASSED', detail: 'send-by passed' });
      throw new Error('send-by passed');
    }
    this.written = true;
    this.controller = controller;
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Headers): void {
    if (status < 200) return;
    this.status = status;
    this.headers = headers;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.first === undefined) this.first = chunk;
    else (this.rest ??= []).push(chunk);
  }

  onResponseEnd(): void {
    this.answer(true);
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    if (this.settled) return;
    const detail = (error as NodeJS.ErrnoException).code ?? error.name;
    if (!this.written) this.settle({ kind: 'unwritten', reason: unwrittenReason(detail), detail });
    else if (this.status > 0) this.answer(false);
    else if (detail === 'UND_ERR_HEADERS_TIMEOUT') {
      this.settle({ kind: 'unanswered', reason: 'NO_ANSWER', detail });
    } else this.settle({ kind: 'unanswered', reason: 'CONNECTION_LOST', detail });
  }

  private abort(): void {
    if (this.settled) return;
    if (this.written) {
      this.settle({ kind: 'unanswered', reason: 'NO_ANSWER', detail: 'aborted' });
      this.controller?.abort(new Error('aborted'));
    } else {
      this.settle({ kind: 'unwritten', reason: 'ABORTED', detail: 'aborted' });
    }
  }

  private answer(complete: boolean): void {
    const { status, headers } = this;
    this.settle({ kind: 'answered', status, headers, body: this.bodyText(), complete });
  }

  private bodyText(): string {
    if (this.first === undefined) return '';
    return this.rest === undefined
      ? this.first.toString('utf8')
      : Buffer.concat([this.first, ...this.rest]).toString('utf8');
  }

  private settle(exchange: Exchange): void {
    if (this.settled) return;
    this.settled = true;
    if (this.onAbort !== undefined) this.signal?.removeEventListener('abort', this.onAbort);
    this.resolve(exchange);
  }
}

function unwrittenReason(detail: string): UnwrittenReason {
  if (detail === 'UND_ERR_INVALID_ARG') return 'MISCONFIGURED';
  if (detail === 'UND_ERR_CLOSED' || detail === 'UND_ERR_DESTROYED') return 'ABORTED';
  return 'CONNECTION_FAILED';
}
