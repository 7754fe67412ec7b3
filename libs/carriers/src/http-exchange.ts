import { Pool, type Dispatcher } from 'undici';
import type { HttpOptions } from './carrier.port.js';
import { PostAttempt } from './post-attempt.js';

/** How a POST ended. The difference that matters: was anything written, and did an answer come? */
export type Exchange =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly headers: Readonly<Record<string, string | string[] | undefined>>;
      readonly body: string;
      /** False where the connection broke inside the body: the status is certain, the body is not. */
      readonly complete: boolean;
    }
  /** Nothing was written: the other side certainly has not seen the request. */
  | { readonly kind: 'unwritten'; readonly reason: UnwrittenReason; readonly detail: string }
  /** The request was handed to the connection and no status came back: nobody can know. */
  | { readonly kind: 'unanswered'; readonly reason: UnansweredReason; readonly detail: string };

export type UnwrittenReason = 'CONNECTION_FAILED' | 'SEND_BY_PASSED' | 'ABORTED' | 'MISCONFIGURED';
export type UnansweredReason = 'NO_ANSWER' | 'CONNECTION_LOST';

export interface Post {
  /** Path with query, below the base URL's own path. */
  readonly path: string;
  /** Names and values in turn, as undici takes them; build the constant part once. */
  readonly headers: string[];
  readonly body: string | Buffer;
  /** Nothing is written after this moment, ms since the epoch. */
  readonly sendBy?: number;
  readonly signal?: AbortSignal;
}

/** Largest answer that is read, in bytes; carriers answer in a few hundred. */
const maxAnswerBytes = 64 * 1024;

/**
 * POSTs to one origin over kept-alive HTTP/1.1 connections, one request at a time on each, straight on
 * undici's dispatcher: its `onRequestStart` comes right before the first byte, which is how `unwritten` and
 * `unanswered` are told apart. HTTP/2 is off because its client may send a request again by itself.
 */
export class HttpExchange {
  private readonly dispatcher: Dispatcher;
  private readonly prefix: string;

  constructor(baseUrl: string, options: HttpOptions = {}, dispatcher?: Dispatcher) {
    const url = new URL(baseUrl);
    this.prefix = url.pathname.endsWith('/') ? url.pathname.slice(0, -1) : url.pathname;
    this.dispatcher =
      dispatcher ??
      new Pool(url.origin, {
        connections: options.connections ?? 64,
        pipelining: 1,
        allowH2: false,
        connectTimeout: options.connectTimeoutMs ?? 5_000,
        headersTimeout: options.headersTimeoutMs ?? 10_000,
        bodyTimeout: options.bodyTimeoutMs ?? 10_000,
        maxResponseSize: maxAnswerBytes,
      });
  }

  /** Never rejects: every failure is an `Exchange`. */
  post(post: Post): Promise<Exchange> {
    return new Promise((resolve) => {
      const attempt = new PostAttempt(resolve, post.sendBy, post.signal);
      if (attempt.settled) return;
      this.dispatcher.dispatch(
        { path: this.prefix + post.path, method: 'POST', headers: post.headers, body: post.body },
        attempt,
      );
    });
  }

  /** Waits for what is under way, then closes the connections. */
  async close(): Promise<void> {
    await this.dispatcher.close();
  }

  /** Breaks what is under way and closes the connections now. */
  async destroy(): Promise<void> {
    await this.dispatcher.destroy();
  }
}
