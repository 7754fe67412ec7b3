import { basicAuthorization } from '../basic-auth.js';
import type { CarrierAccount, CarrierSender, HttpOptions, OutboundMt, SendOutcome } from '../carrier.port.js';
import { CarrierAccountError } from '../carrier.port.js';
import { HttpExchange } from '../http-exchange.js';
import { fieldOf, sendOutcome, type AnswerReader } from '../send-outcome.js';
import { plivoErrors } from './plivo.errors.js';

const reader: AnswerReader = {
  messageId: (body) => {
    const ids = fieldOf(body, 'message_uuid');
    const first: unknown = Array.isArray(ids) ? ids[0] : undefined;
    return typeof first === 'string' && first.length > 0 ? first : undefined;
  },
  errorCode: (body) => wordOf(fieldOf(body, 'error')),
  errorOf: (code) => plivoErrors.get(code),
};

/** Plivo keeps a text at least and at most this long before it hands it on (`message_expiry`, seconds). */
const shortestExpiry = 5;
const longestExpiry = 10_799;

/**
 * Plivo's send API (plivo.com/docs/messaging/api/message/send-a-message): JSON with Basic auth; 202
 * `{message_uuid: [id]}`, errors `{error}`. The POST is not idempotent.
 */
export class PlivoSender implements CarrierSender {
  private readonly http: HttpExchange;
  private readonly path: string;
  private readonly headers: string[];

  constructor(account: CarrierAccount, options?: HttpOptions) {
    if (!account.accountId) throw new CarrierAccountError('plivo', 'accountId');
    if (!account.token) throw new CarrierAccountError('plivo', 'token');
    this.http = new HttpExchange(account.baseUrl ?? 'https://api.plivo.com', options);
    this.path = `/v1/Account/${encodeURIComponent(account.accountId)}/Message/`;
    const authorization = basicAuthorization(`${account.accountId}:${account.token}`);
    this.headers = ['authorization', authorization, 'content-type', 'application/json'];
  }

  async send(mt: OutboundMt, signal?: AbortSignal): Promise<SendOutcome> {
    const exchange = await this.http.post({
      path: this.path,
      headers: mt.traceparent === undefined ? this.headers : [...this.headers, 'traceparent', mt.traceparent],
      body: JSON.stringify({
        url: mt.callbackUrl,
        method: 'POST',
        message_expiry: mt.validitySeconds === undefined ? undefined : expiry(mt.validitySeconds),
        src: mt.from,
        dst: mt.to,
        text: mt.text.toWellFormed(),
      }),
      sendBy: mt.sendBy,
      signal,
    });
    // 403 on this path is the account's Geo Permissions, as Plivo's own package reads it; wrong credentials are 401.
    if (exchange.kind === 'answered' && exchange.status === 403) {
      return { kind: 'rejected', code: 'GEO_BLOCKED' };
    }
    return sendOutcome(exchange, reader, Date.now());
  }

  close(): Promise<void> {
    return this.http.close();
  }
}

function expiry(validitySeconds: number): number {
  return Math.min(Math.max(Math.floor(validitySeconds), shortestExpiry), longestExpiry);
}

/** Errors are words or sentences. Of a sentence only the parameter is kept, as it may hold a number. */
function wordOf(error: unknown): string | undefined {
  if (typeof error !== 'string') return undefined;
  if (/^[a-z]{1,20}(_[a-z]{1,20}){0,3}$/.test(error)) return error;
  return /^\W*(src|dst|text)\b/.exec(error)?.[1];
}
