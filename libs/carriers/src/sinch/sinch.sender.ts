import type { CarrierAccount, CarrierSender, HttpOptions, OutboundMt, SendOutcome } from '../carrier.port.js';
import { CarrierAccountError } from '../carrier.port.js';
import { HttpExchange } from '../http-exchange.js';
import { fieldOf, sendOutcome, type AnswerReader } from '../send-outcome.js';
import { sinchErrors } from './sinch.errors.js';

/** Sinch keeps a text at most three days (`expire_at`). */
const longestValidity = 3 * 86_400;

const reader: AnswerReader = {
  messageId: (body) => nonEmptyString(fieldOf(body, 'id')),
  errorCode: (body) => nonEmptyString(fieldOf(body, 'code')),
  errorOf: (code) => sinchErrors.get(code),
};

/**
 * Sinch's send API (developers.sinch.com/docs/sms/api-reference/sms/tag/Batches): a batch with one recipient, JSON
 * with a bearer token; 201 `{id}`, errors `{code, text}`.
 */
export class SinchSender implements CarrierSender {
  private readonly http: HttpExchange;
  private readonly path: string;
  private readonly headers: string[];

  constructor(account: CarrierAccount, options?: HttpOptions) {
    if (!account.accountId) throw new CarrierAccountError('sinch', 'accountId');
    if (!account.token) throw new CarrierAccountError('sinch', 'token');
    this.http = new HttpExchange(account.baseUrl ?? 'https://us.sms.api.sinch.com', options);
    this.path = `/xms/v1/${encodeURIComponent(account.accountId)}/batches`;
    this.headers = ['authorization', `Bearer ${account.token}`, 'content-type', 'application/json'];
  }

  async send(mt: OutboundMt, signal?: AbortSignal): Promise<SendOutcome> {
    const exchange = await this.http.post({
      path: this.path,
      headers: mt.traceparent === undefined ? this.headers : [...this.headers, 'traceparent', mt.traceparent],
      body: JSON.stringify({
        type: 'mt_text',
        from: mt.from,
        to: [mt.to],
        body: mt.text,
        delivery_report: 'per_recipient',
        callback_url: mt.callbackUrl,
        client_reference: mt.mtId,
        expire_at: expiry(mt.validitySeconds, Date.now()),
      }),
      sendBy: mt.sendBy,
      signal,
    });
    return sendOutcome(exchange, reader, Date.now());
  }

  close(): Promise<void> {
    return this.http.close();
  }
}

/** The end of the validity in ISO 8601; whole seconds, and never the past. */
function expiry(validitySeconds: number | undefined, nowMs: number): string | undefined {
  if (validitySeconds === undefined) return undefined;
  const seconds = Math.min(Math.max(Math.floor(validitySeconds), 1), longestValidity);
  return new Date(nowMs + seconds * 1_000).toISOString();
}

function nonEmptyString(value: unknown): string | undefined {
  return typeof value === 'string' && value.length > 0 ? value : undefined;
}
