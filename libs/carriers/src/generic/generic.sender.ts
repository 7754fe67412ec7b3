import { basicAuthorization } from '../basic-auth.js';
import type { CarrierErrorCode } from '../carrier-errors.js';
import type { CarrierAccount, CarrierSender, HttpOptions, OutboundMt, SendOutcome } from '../carrier.port.js';
import { CarrierAccountError } from '../carrier.port.js';
import { HttpExchange } from '../http-exchange.js';
import { sendOutcome, type AnswerReader } from '../send-outcome.js';
import { genericDialect, type GenericDialect } from './generic.dialect.js';
import { wordAt } from './generic.fields.js';

type Values = Readonly<Record<string, string | number | undefined>>;

/** Sends as `send` of the dialect says: one POST, made from a template. */
export class GenericSender implements CarrierSender {
  private readonly http: HttpExchange;
  private readonly api: GenericDialect['send'];
  private readonly headers: string[];
  private readonly ours: Values;
  private readonly reader: AnswerReader;

  constructor(account: CarrierAccount, options?: HttpOptions) {
    const { accountId, token } = account;
    if (!account.baseUrl) throw new CarrierAccountError('generic', 'baseUrl');
    if (!token) throw new CarrierAccountError('generic', 'token');
    if (!account.settings?.dialect) throw new CarrierAccountError('generic', 'settings.dialect');
    const { send, errors } = genericDialect(account.settings.dialect);
    if (send.auth === 'basic' && !accountId) throw new CarrierAccountError('generic', 'accountId');
    this.http = new HttpExchange(account.baseUrl, options);
    this.api = send;
    this.ours = { accountId, token };
    this.headers = ['content-type', contentTypes[send.body]];
    if (send.auth === 'basic') {
      this.headers.push('authorization', basicAuthorization(`${accountId}:${token}`));
    } else if (send.auth === 'bearer') this.headers.push('authorization', `Bearer ${token}`);
    for (const [name, value] of Object.entries(send.headers)) {
      this.headers.push(name, String(filled(value, this.ours)));
    }
    const codes: ReadonlyMap<string, CarrierErrorCode> = new Map(Object.entries(errors));
    const messageId = (body: unknown) => wordAt(body, send.messageId);
    const errorCode = (body: unknown) => wordAt(body, send.errorCode)?.slice(0, 64);
    this.reader = {
      messageId,
      errorCode,
      errorOf: (code) => codes.get(code),
      // Many answer 200 whatever happens. Only a listed code without an id says that the text was not taken.
      refusedIn(body) {
        const carrierCode = errorCode(body);
        const code = carrierCode === undefined ? undefined : codes.get(carrierCode);
        if (carrierCode === undefined || code === undefined) return undefined;
        return messageId(body) === undefined ? { code, carrierCode } : undefined;
      },
    };
  }

  async send(mt: OutboundMt, signal?: AbortSignal): Promise<SendOutcome> {
    const { mtId, to, from, callbackUrl, validitySeconds } = mt;
    const text = mt.text.toWellFormed();
    const fields = filled(this.api.template, {
      ...this.ours,
      ...{ mtId, to, from, text, callbackUrl, validitySeconds },
    }) as Record<string, unknown>;
    const exchange = await this.http.post({
      path: this.api.path,
      headers: mt.traceparent === undefined ? this.headers : [...this.headers, 'traceparent', mt.traceparent],
      body: this.api.body === 'json' ? JSON.stringify(fields) : formOf(fields),
      sendBy: mt.sendBy,
      signal,
    });
    return sendOutcome(exchange, this.reader, Date.now());
  }

  close(): Promise<void> {
    return this.http.close();
  }
}

const contentTypes = { json: 'application/json', form: 'application/x-www-form-urlencoded' } as const;

/** The template with its places filled. A value that is one place alone keeps its type, and may be left out. */
function filled(template: unknown, values: Values): unknown {
  if (typeof template === 'string') {
    const alone = /^\{(\w+)\}$/.exec(template)?.[1];
    if (alone !== undefined && alone in values) return values[alone];
    return template.replace(/\{(\w+)\}/g, (place, name: string) =>
      name in values ? String(values[name] ?? '') : place,
    );
  }
  if (Array.isArray(template)) return template.map((one) => filled(one, values));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([name, one]) => [name, filled(one, values)]));
}

function formOf(fields: Record<string, unknown>): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) form.append(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return form.toString();
}
