import type { CarrierAccount, CarrierSender, HttpOptions, OutboundMt, SendOutcome } from '../carrier.port.js';
import { CarrierAccountError } from '../carrier.port.js';
import { HttpExchange } from '../http-exchange.js';
import { fieldOf, sendOutcome, type AnswerReader } from '../send-outcome.js';
import { telnyxErrors } from './telnyx.errors.js';

const reader: AnswerReader = {
  messageId: (body) => {
    const id = fieldOf(fieldOf(body, 'data'), 'id');
    return typeof id === 'string' && id.length > 0 ? id : undefined;
  },
  errorCode: (body) => {
    const errors = fieldOf(body, 'errors');
    const code = Array.isArray(errors) ? fieldOf(errors[0], 'code') : undefined;
    return typeof code === 'string' || typeof code === 'number' ? String(code) : undefined;
  },
  errorOf: (code) => telnyxErrors.get(code),
};

/**
 * Telnyx's send API (developers.telnyx.com/api-reference/messages/send-a-message): JSON with a bearer token; 200
 * `{data: {id}}`, errors `{errors: [{code, title, detail}]}`. It takes no validity for a single text.
 */
export class TelnyxSender implements CarrierSender {
  private readonly http: HttpExchange;
  private readonly headers: string[];
  private readonly profile: string | undefined;

  constructor(account: CarrierAccount, options?: HttpOptions) {
    if (!account.token) throw new CarrierAccountError('telnyx', 'token');
    this.http = new HttpExchange(account.baseUrl ?? 'https://api.telnyx.com', options);
    this.headers = ['authorization', `Bearer ${account.token}`, 'content-type', 'application/json'];
    this.profile = account.settings?.messagingProfileId;
  }

  async send(mt: OutboundMt, signal?: AbortSignal): Promise<SendOutcome> {
    const exchange = await this.http.post({
      path: '/v2/messages',
      headers: mt.traceparent === undefined ? this.headers : [...this.headers, 'traceparent', mt.traceparent],
      body: JSON.stringify({
        from: mt.from,
        to: mt.to,
        text: mt.text,
        type: 'SMS',
        messaging_profile_id: this.profile,
        webhook_url: mt.callbackUrl,
        // The profile's own addresses would get the receipts too, without our id.
        use_profile_webhooks: false,
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
