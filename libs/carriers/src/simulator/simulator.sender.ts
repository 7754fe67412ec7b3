import type { CarrierAccount, CarrierSender, HttpOptions, OutboundMt, SendOutcome } from '../carrier.port.js';
import { CarrierAccountError } from '../carrier.port.js';
import { HttpExchange } from '../http-exchange.js';
import { fieldOf, sendOutcome, type AnswerReader } from '../send-outcome.js';
import { simulatorErrors } from './simulator.errors.js';

const reader: AnswerReader = {
  messageId: (body) => nonEmptyString(fieldOf(body, 'id')),
  errorCode: (body) => nonEmptyString(fieldOf(body, 'code')),
  errorOf: (code) => simulatorErrors.get(code),
};

/**
 * The simulator dialect's send API: `POST /v1/messages` with a bearer token and JSON
 * `{from, to, text, reference, callbackUrl, validity?}` (validity in seconds); 202 `{id}`, errors `{code, message}`.
 */
export class SimulatorSender implements CarrierSender {
  private readonly http: HttpExchange;
  private readonly headers: string[];

  constructor(account: CarrierAccount, options?: HttpOptions) {
    if (!account.baseUrl) throw new CarrierAccountError('simulator', 'baseUrl');
    if (!account.token) throw new CarrierAccountError('simulator', 'token');
    this.http = new HttpExchange(account.baseUrl, options);
    this.headers = ['authorization', `Bearer ${account.token}`, 'content-type', 'application/json'];
  }

  async send(mt: OutboundMt, signal?: AbortSignal): Promise<SendOutcome> {
    const exchange = await this.http.post({
      path: '/v1/messages',
      headers: mt.traceparent === undefined ? this.headers : [...this.headers, 'traceparent', mt.traceparent],
      body: JSON.stringify({
        from: mt.from,
        to: mt.to,
        text: mt.text,
        reference: mt.mtId,
        callbackUrl: mt.callbackUrl,
        validity: mt.validitySeconds,
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

function nonEmptyString(value: unknown): string | undefined {
  return typeof value === 'string' && value.length > 0 ? value : undefined;
}
