import { countSegments } from '@parley/sms';
import type { CarrierErrorCode } from '../carrier-errors.js';
import type {
  CarrierAccount,
  CarrierSender,
  HttpOptions,
  OutboundMt,
  SendOutcome,
  TakenParts,
} from '../carrier.port.js';
import { CarrierAccountError } from '../carrier.port.js';
import { HttpExchange } from '../http-exchange.js';
import { withoutPlus } from '../number-spelling.js';
import { fieldOf, sendOutcome, type AnswerReader, type RefusedInBody } from '../send-outcome.js';
import { vonageSendErrors } from './vonage.errors.js';

/** Vonage keeps a text between 20 s and 7 days (`ttl`, ms). */
const shortestTtl = 20_000;
const longestTtl = 7 * 86_400_000;

const reader: AnswerReader = {
  messageId: (body) => stringIn(messagesIn(body)[0], 'message-id'),
  // An answer that is no 200 has Vonage's general form, which its status says in other words.
  errorCode: (body) => stringIn(messagesIn(body)[0], 'status') ?? stringIn(body, 'error-code'),
  errorOf: (code) => vonageSendErrors.get(code),
  refusedIn,
  takenIn,
};

/**
 * Vonage answers 200 with one entry a part. Where it took some parts and refused others, the text is half under
 * way: it is not sent again, and it is not called sent.
 */
function refusedIn(body: unknown): RefusedInBody | undefined {
  const messages = messagesIn(body);
  const refused = messages.find((message) => stringIn(message, 'status') !== '0');
  const carrierCode = stringIn(refused, 'status');
  if (carrierCode === undefined) return undefined;
  const isPartly = messages.some((message) => stringIn(message, 'status') === '0');
  return { code: isPartly ? 'PARTLY_TAKEN' : refusalOf(carrierCode), carrierCode };
}

/** Each part has an id, and a receipt, of its own. */
function takenIn(body: unknown): TakenParts | undefined {
  const messages = messagesIn(body);
  const ids = messages.flatMap((message) => stringIn(message, 'message-id') ?? []);
  return messages.length > 1 && ids.length > 0 ? { total: messages.length, ids } : undefined;
}

/** 5 is an error inside Vonage: whether the text was taken, it does not say. */
function refusalOf(status: string): CarrierErrorCode {
  return status === '5' ? 'SERVER_ERROR' : (vonageSendErrors.get(status) ?? 'REFUSED');
}

/**
 * Vonage's send API (developer.vonage.com/api/sms): JSON with Basic auth; 200 `{message-count, messages: [{status,
 * message-id}]}`, whatever the statuses are.
 */
export class VonageSender implements CarrierSender {
  private readonly http: HttpExchange;
  private readonly headers: string[];

  constructor(account: CarrierAccount, options?: HttpOptions) {
    if (!account.accountId) throw new CarrierAccountError('vonage', 'accountId');
    if (!account.token) throw new CarrierAccountError('vonage', 'token');
    this.http = new HttpExchange(account.baseUrl ?? 'https://rest.nexmo.com', options);
    const basic = Buffer.from(`${account.accountId}:${account.token}`, 'utf8').toString('base64');
    this.headers = ['authorization', `Basic ${basic}`, 'content-type', 'application/json'];
  }

  async send(mt: OutboundMt, signal?: AbortSignal): Promise<SendOutcome> {
    const exchange = await this.http.post({
      path: '/sms/json',
      headers: mt.traceparent === undefined ? this.headers : [...this.headers, 'traceparent', mt.traceparent],
      body: JSON.stringify({
        from: withoutPlus(mt.from),
        to: withoutPlus(mt.to),
        text: mt.text,
        type: countSegments(mt.text).encoding === 'ucs2' ? 'unicode' : 'text',
        ttl: ttlOf(mt.validitySeconds),
        callback: mt.callbackUrl,
        'client-ref': mt.mtId,
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

function ttlOf(validitySeconds: number | undefined): number | undefined {
  if (validitySeconds === undefined) return undefined;
  return Math.min(Math.max(Math.floor(validitySeconds * 1_000), shortestTtl), longestTtl);
}

function messagesIn(body: unknown): readonly unknown[] {
  const messages = fieldOf(body, 'messages');
  return Array.isArray(messages) ? messages : [];
}

function stringIn(value: unknown, name: string): string | undefined {
  const field = fieldOf(value, name);
  return typeof field === 'string' && field.length > 0 ? field : undefined;
}
