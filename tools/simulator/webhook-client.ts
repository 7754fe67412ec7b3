import { HttpExchange, type Exchange } from '@parley/carriers';
import type { RetryPolicy } from './simulator.options.js';

/** How the posting of a webhook ended. Status 0: no answer in any attempt. */
export interface Delivery {
  readonly status: number;
  readonly attempts: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A webhook; `headers` are made anew for each attempt, since a signature may hold the time. */
export interface Webhook {
  readonly url: string;
  readonly body: string;
  headers(): string[];
}

/**
 * Posts webhooks as carriers do: again with growing waits on 5xx, 429 and no answer, which makes them come at
 * least once; any other answer is final.
 */
export class WebhookClient {
  private readonly origins = new Map<string, HttpExchange>();
  private closed = false;
  private readonly waiting = new Set<() => void>();
  private running = 0;
  private idle: (() => void)[] = [];

  constructor(
    private readonly connections: number,
    private readonly timeoutMs: number,
  ) {}

  async post(webhook: Webhook, retry: RetryPolicy): Promise<Delivery> {
    this.running++;
    try {
      return await this.deliver(webhook, retry);
    } finally {
      if (--this.running === 0) for (const wake of this.idle.splice(0)) wake();
    }
  }

  /** Resolves when nothing is under way. */
  whenIdle(): Promise<void> {
    return this.running === 0 ? Promise.resolve() : new Promise((resolve) => this.idle.push(resolve));
  }

  /** Gives up what is under way. */
  async close(): Promise<void> {
    this.closed = true;
    for (const wake of [...this.waiting]) wake();
    await Promise.all([...this.origins.values()].map((http) => http.destroy()));
  }

  private async deliver(webhook: Webhook, retry: RetryPolicy): Promise<Delivery> {
    const slash = webhook.url.indexOf('/', webhook.url.indexOf('//') + 2);
    const path = slash < 0 ? '/' : webhook.url.slice(slash);
    const http = this.exchangeWith(slash < 0 ? webhook.url : webhook.url.slice(0, slash));
    for (let attempts = 1; ; attempts++) {
      const answer = await http.post({ path, headers: webhook.headers(), body: webhook.body });
      if (isFinal(answer) || attempts >= retry.attempts || this.closed) {
        return { ...seen(answer), attempts };
      }
      await this.pause(Math.min(retry.firstMs * 2 ** (attempts - 1), retry.maxMs));
    }
  }

  private exchangeWith(origin: string): HttpExchange {
    const existing = this.origins.get(origin);
    if (existing !== undefined) return existing;
    const http = new HttpExchange(origin, {
      connections: this.connections,
      headersTimeoutMs: this.timeoutMs,
      bodyTimeoutMs: this.timeoutMs,
    });
    this.origins.set(origin, http);
    return http;
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.waiting.add(wake);
    });
  }
}

function isFinal(answer: Exchange): boolean {
  return answer.kind === 'answered' && answer.status < 500 && answer.status !== 429;
}

function seen(answer: Exchange): Omit<Delivery, 'attempts'> {
  return answer.kind === 'answered' ? answer : { status: 0, headers: {}, body: '' };
}
