import { basicAuthorization } from '../basic-auth.js';
import type { CarrierAccount, CarrierSender, HttpOptions, OutboundMt, SendOutcome } from '../carrier.port.js';
import { CarrierAccountError } from '../carrier.port.js';
import { HttpExchange } from '../http-exchange.js';
import { fieldOf, sendOutcome, type AnswerReader } from '../send-outcome.js';
import { bandwidthErrors } from './bandwidth.errors.js';

const reader: AnswerReader = {
  messageId: (body) => nonEmptyString(fieldOf(body, 'id')),
  errorCode: (body) => {
    const type = nonEmptyString(fieldOf(body, 'type'));
    const complaints = fieldOf(body, 'fieldErrors');
    const field = Array.isArray(complaints) ? nonEmptyString(fieldOf(complaints[0], 'fieldName')) : undefined;
    return type === undefined || field === undefined ? type : `${type}/${field}`;
  },
  errorOf: (code) => bandwidthErrors.get(code) ?? bandwidthErrors.get(code.split('/', 1)[0] ?? ''),
};

/**
 * Bandwidth's send API (dev.bandwidth.com/apis/messaging, createMessage): JSON with Basic auth; 202 with the
 * message, errors `{type, description, fieldErrors?}`. Our MT id goes as `tag`, as callbacks have the address of
 * the application and give the tag back. The POST is not idempotent.
 */
export class BandwidthSender implements CarrierSender {
  private readonly http: HttpExchange;
  private readonly path: string;
  private readonly headers: string[];
  private readonly applicationId: string;

  constructor(account: CarrierAccount, options?: HttpOptions) {
    const { accountId, token, settings } = account;
    if (!accountId) throw new CarrierAccountError('bandwidth', 'accountId');
    if (!token) throw new CarrierAccountError('bandwidth', 'token');
    if (!settings?.username) throw new CarrierAccountError('bandwidth', 'settings.username');
    if (!settings.applicationId) throw new CarrierAccountError('bandwidth', 'settings.applicationId');
    this.http = new HttpExchange(account.baseUrl ?? 'https://messaging.bandwidth.com', options);
    this.path = `/api/v2/users/${encodeURIComponent(accountId)}/messages`;
    const authorization = basicAuthorization(`${settings.username}:${token}`);
    this.headers = ['authorization', authorization, 'content-type', 'application/json'];
    this.applicationId = settings.applicationId;
  }

  async send(mt: OutboundMt, signal?: AbortSignal): Promise<SendOutcome> {
    const exchange = await this.http.post({
      path: this.path,
      headers: mt.traceparent === undefined ? this.headers : [...this.headers, 'traceparent', mt.traceparent],
      body: JSON.stringify({
        applicationId: this.applicationId,
        to: [mt.to],
        from: mt.from,
        text: mt.text.toWellFormed(),
        tag: mt.mtId,
        expiration: mt.validitySeconds === undefined ? undefined : expiration(mt.validitySeconds),
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

/** Bandwidth wants the moment, not the span, and in the future (RFC 3339). */
function expiration(validitySeconds: number): string {
  return new Date(Date.now() + Math.max(Math.floor(validitySeconds), 1) * 1_000).toISOString();
}

function nonEmptyString(value: unknown): string | undefined {
  return typeof value === 'string' && value.length > 0 ? value : undefined;
}
