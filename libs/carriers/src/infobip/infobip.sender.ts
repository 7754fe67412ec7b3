import type { CarrierAccount, CarrierSender, HttpOptions, OutboundMt, SendOutcome } from '../carrier.port.js';
import { CarrierAccountError } from '../carrier.port.js';
import { HttpExchange } from '../http-exchange.js';
import { withoutPlus } from '../number-spelling.js';
import { fieldOf, sendOutcome, type AnswerReader, type RefusedInBody } from '../send-outcome.js';
import { infobipErrors } from './infobip.errors.js';
import { infobipSecretParameter } from './infobip.proof.js';
import { infobipName, infobipReceiptStatus } from './infobip.statuses.js';

/** Infobip keeps a text at most 48 h. */
const longestValidity = 48 * 3_600;

const reader: AnswerReader = {
  messageId: (body) => nonEmptyString(fieldOf(messageIn(body), 'messageId')),
  errorCode: (body) =>
    nonEmptyString(fieldOf(fieldOf(fieldOf(body, 'requestError'), 'serviceException'), 'messageId')),
  errorOf: (code) => infobipErrors.get(code),
  refusedIn,
};

/** Infobip answers 200 to a request of the right form; the status of its one text says whether it was taken. */
function refusedIn(body: unknown): RefusedInBody | undefined {
  const status = fieldOf(messageIn(body), 'status');
  const word = infobipReceiptStatus(status);
  if (word !== 'rejected' && word !== 'undelivered' && word !== 'expired') return undefined;
  const carrierCode = infobipName(status) ?? word;
  return { code: infobipErrors.get(carrierCode) ?? 'REFUSED', carrierCode };
}

/**
 * Infobip's send API (infobip.com/docs/api/channels/sms/outbound-sms/send-sms-messages): JSON with an API key; 200
 * `{messages: [{messageId, status}]}`, errors `{requestError: {serviceException: {messageId, text}}}`.
 */
export class InfobipSender implements CarrierSender {
  private readonly http: HttpExchange;
  private readonly headers: string[];
  private readonly secret: string | undefined;

  constructor(account: CarrierAccount, options?: HttpOptions) {
    if (!account.baseUrl) throw new CarrierAccountError('infobip', 'baseUrl');
    if (!account.token) throw new CarrierAccountError('infobip', 'token');
    this.http = new HttpExchange(account.baseUrl, options);
    this.headers = [
      ...['authorization', `App ${account.token}`],
      ...['content-type', 'application/json', 'accept', 'application/json'],
    ];
    this.secret = account.settings?.webhookSecret;
  }

  async send(mt: OutboundMt, signal?: AbortSignal): Promise<SendOutcome> {
    const exchange = await this.http.post({
      path: '/sms/3/messages',
      headers: mt.traceparent === undefined ? this.headers : [...this.headers, 'traceparent', mt.traceparent],
      body: JSON.stringify({
        messages: [
          {
            sender: withoutPlus(mt.from),
            destinations: [{ to: withoutPlus(mt.to) }],
            content: { text: mt.text },
            options: optionsFor(mt.validitySeconds),
            webhooks: {
              delivery: { url: this.address(mt.callbackUrl), intermediateReport: true },
              contentType: 'application/json',
              callbackData: mt.mtId,
            },
          },
        ],
      }),
      sendBy: mt.sendBy,
      signal,
    });
    return sendOutcome(exchange, reader, Date.now());
  }

  close(): Promise<void> {
    return this.http.close();
  }

  private address(callbackUrl: string): string {
    if (this.secret === undefined) return callbackUrl;
    const separator = callbackUrl.includes('?') ? '&' : '?';
    return `${callbackUrl}${separator}${infobipSecretParameter}=${encodeURIComponent(this.secret)}`;
  }
}

function optionsFor(validitySeconds: number | undefined): object | undefined {
  if (validitySeconds === undefined) return undefined;
  const amount = Math.min(Math.max(Math.floor(validitySeconds), 1), longestValidity);
  return { validityPeriod: { amount, timeUnit: 'SECONDS' } };
}

function messageIn(body: unknown): unknown {
  const messages = fieldOf(body, 'messages');
  return Array.isArray(messages) ? (messages as unknown[])[0] : undefined;
}

function nonEmptyString(value: unknown): string | undefined {
  return typeof value === 'string' && value.length > 0 ? value : undefined;
}
