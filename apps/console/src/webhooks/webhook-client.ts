import type { LookupFunction } from 'node:net';
import { Agent, request } from 'undici';
import { outcomeOf, type FailureCode, type Outcome } from '../domain/webhooks/settle-delivery.js';
import { guardedConnect } from './guarded-connect.js';
import type { AllowedNetworks } from './public-addresses.js';
import { signatures } from './signature.js';

export interface WebhookClientOptions {
  readonly allowed: AllowedNetworks;
  readonly timeoutMs: number;
  readonly connections: number;
  readonly lookup?: LookupFunction;
}

export interface Webhook {
  readonly url: string;
  /** The event's id: the same in every attempt. */
  readonly id: string;
  readonly body: string;
  readonly traceparent: string;
}

/** Of an answer no more is read; nobody looks at it. */
const MOST_ANSWER_BYTES = 16 * 1024;
const MOST_HEADER_BYTES = 16 * 1024;

/** POSTs signed webhooks to addresses of others. */
export class WebhookClient {
  private readonly agent: Agent;

  constructor(private readonly options: WebhookClientOptions) {
    const { allowed, timeoutMs, connections, lookup } = options;
    this.agent = new Agent({
      connect: guardedConnect({ allowed, connectTimeoutMs: timeoutMs, ...(lookup && { lookup }) }),
      connections,
      pipelining: 1,
      allowH2: false,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      maxHeaderSize: MOST_HEADER_BYTES,
    });
  }

  /** Never rejects. @param keys of the secret, the newest first; @param nowMs the time that is signed */
  async post(webhook: Webhook, keys: readonly Buffer[], nowMs: number): Promise<Outcome> {
    const timestampS = Math.floor(nowMs / 1000);
    const signal = AbortSignal.timeout(this.options.timeoutMs);
    try {
      const { statusCode, headers, body } = await request(webhook.url, {
        method: 'POST',
        dispatcher: this.agent,
        signal,
        headers: {
          'content-type': 'application/cloudevents+json; charset=utf-8',
          'user-agent': 'Parley',
          'webhook-id': webhook.id,
          'webhook-timestamp': String(timestampS),
          'webhook-signature': signatures(keys, webhook.id, timestampS, webhook.body),
          traceparent: webhook.traceparent,
        },
        body: webhook.body,
      });
      // The status is the answer, whatever becomes of the rest.
      await body.dump({ limit: MOST_ANSWER_BYTES, signal }).catch(() => undefined);
      return outcomeOf(statusCode, secondsOf(headers['retry-after']));
    } catch (error) {
      return { ok: false, code: codeOf(error as NodeJS.ErrnoException) };
    }
  }

  /** Breaks what is under way: it is at least once, so it comes again. */
  async close(): Promise<void> {
    await this.agent.destroy();
  }
}

/** Retry-After as delta-seconds (RFC 9110, 10.2.3); a date is not worth trusting the receiver's clock. */
function secondsOf(header: string | string[] | undefined): number | undefined {
  return typeof header === 'string' && /^\d{1,9}$/.test(header) ? Number(header) : undefined;
}

function codeOf({ code = '', name }: NodeJS.ErrnoException): FailureCode {
  if (code === 'ADDRESS_REFUSED') return code;
  if (name === 'TimeoutError' || /TIMEOUT|ETIMEDOUT/.test(code)) return 'TIMEOUT';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'ENODATA') return 'NAME_UNKNOWN';
  return /CERT|TLS|SSL|SELF_SIGNED|ISSUER|ALTNAME/.test(code) ? 'CERTIFICATE_INVALID' : 'CONNECTION_FAILED';
}
