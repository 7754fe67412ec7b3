import type { CarrierAccount, CarrierSender, HttpOptions, OutboundMt, SendOutcome } from '../carrier.port.js';
import { CarrierAccountError } from '../carrier.port.js';
import { HttpExchange } from '../http-exchange.js';
import { fieldOf, sendOutcome, type AnswerReader } from '../send-outcome.js';
import { twilioErrors } from './twilio.errors.js';

const reader: AnswerReader = {
  messageId: (body) => {
    const sid = fieldOf(body, 'sid');
    return typeof sid === 'string' && sid.length > 0 ? sid : undefined;
  },
  errorCode: (body) => {
    const code = fieldOf(body, 'code');
    return typeof code === 'number' || typeof code === 'string' ? String(code) : undefined;
  },
  errorOf: (code) => twilioErrors.get(code),
};

/** Twilio keeps a text at most this long (ValidityPeriod, seconds). */
const longestValidity = 36_000;

/**
 * Twilio's send API (twilio.com/docs/messaging/api/message-resource#create-a-message-resource): form-encoded,
 * Basic auth; 201 `{sid, status}`, errors `{code, message, status}`. The POST is not idempotent.
 */
export class TwilioSender implements CarrierSender {
  private readonly http: HttpExchange;
  private readonly path: string;
  private readonly headers: string[];
  private readonly service: string | undefined;

  constructor(account: CarrierAccount, options?: HttpOptions) {
    if (!account.accountId) throw new CarrierAccountError('twilio', 'accountId');
    if (!account.token) throw new CarrierAccountError('twilio', 'token');
    this.http = new HttpExchange(account.baseUrl ?? 'https://api.twilio.com', options);
    this.path = `/2010-04-01/Accounts/${encodeURIComponent(account.accountId)}/Messages.json`;
    const basic = Buffer.from(`${account.accountId}:${account.token}`, 'utf8').toString('base64');
    this.headers = ['authorization', `Basic ${basic}`, 'content-type', 'application/x-www-form-urlencoded'];
    this.service = account.settings?.messagingServiceSid;
  }

  async send(mt: OutboundMt, signal?: AbortSignal): Promise<SendOutcome> {
    const exchange = await this.http.post({
      path: this.path,
      headers: mt.traceparent === undefined ? this.headers : [...this.headers, 'traceparent', mt.traceparent],
      body: this.form(mt),
      sendBy: mt.sendBy,
      signal,
    });
    return sendOutcome(exchange, reader, Date.now());
  }

  close(): Promise<void> {
    return this.http.close();
  }

  private form(mt: OutboundMt): string {
    let form = `To=${encode(mt.to)}&From=${encode(mt.from)}&Body=${encode(mt.text)}`;
    if (this.service !== undefined) form += `&MessagingServiceSid=${encode(this.service)}`;
    form += `&StatusCallback=${encode(mt.callbackUrl)}`;
    if (mt.validitySeconds !== undefined) {
      form += `&ValidityPeriod=${Math.min(Math.max(Math.floor(mt.validitySeconds), 1), longestValidity)}`;
    }
    return form;
  }
}

/** A lone surrogate, which no encoder takes, becomes U+FFFD. */
function encode(value: string): string {
  return encodeURIComponent(value.toWellFormed());
}
