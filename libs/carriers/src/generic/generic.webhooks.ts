import type { CarrierErrorCode } from '../carrier-errors.js';
import { plusNumber } from '../plus-number.js';
import { mtIdIn } from '../receipt-url.js';
import { refuse, type Refused } from '../refusals.js';
import { jsonValue, readEntries } from '../webhook-entries.js';
import type { CarrierWebhooks, InboundMo, InboundReceipt, WebhookRequest } from '../webhook.port.js';
import type { GenericDialect } from './generic.dialect.js';
import { instantAt, shortWordAt, valueAt, wordAt, wordsAt } from './generic.fields.js';
import { checkGenericProof } from './generic.proof.js';

/** The webhooks of an aggregator that is described by a dialect. */
export function genericWebhooks({ webhooks, errors }: GenericDialect): CarrierWebhooks {
  const { mo, receipt, answer } = webhooks;
  const statuses = new Map(Object.entries(webhooks.statuses));
  const codes: ReadonlyMap<string, CarrierErrorCode> = new Map(Object.entries(errors));
  const number = (word: string) => (webhooks.numbersLackPlus ? plusNumber(word) : word);

  function open(
    request: WebhookRequest,
    secrets: readonly string[],
    nowMs: number,
    listPath: string | undefined,
  ): Refused | { entries: readonly unknown[] } {
    const method = webhooks.body === 'query' ? 'GET' : 'POST';
    if (request.method !== method) return refuse('METHOD_NOT_ALLOWED', `The dialect says ${method}.`);
    const refused = checkGenericProof(webhooks.proof, request, secrets, nowMs);
    if (refused !== undefined) return refused;
    const body = bodyOf(webhooks.body, request);
    if (typeof body !== 'object' || body === null) {
      return refuse('BODY_MALFORMED', `The body must be of the dialect's form: ${webhooks.body}.`);
    }
    if (listPath === undefined) return { entries: [body] };
    const entries = listPath === '$' ? body : valueAt(body, listPath);
    return Array.isArray(entries)
      ? { entries }
      : refuse('FIELD_MISSING', `The field "${listPath}" must be a list.`);
  }

  function readMo(entry: unknown): { item: InboundMo } | Refused {
    const read = wordsAt(entry, { id: mo.id, from: mo.from, to: mo.to });
    if ('refusal' in read) return read;
    const text = valueAt(entry, mo.text);
    if (typeof text !== 'string') return refuse('FIELD_MISSING', `The field "${mo.text}" is missing.`);
    const { id, from, to } = read.words;
    const segments = Number(wordAt(entry, mo.segments));
    const item: InboundMo = {
      carrierMessageId: id,
      from: number(from),
      to: number(to),
      text,
      receivedAt: instantAt(entry, mo.at),
      segments: Number.isInteger(segments) && segments > 0 ? segments : undefined,
    };
    return { item };
  }

  function readReceipt(entry: unknown, only: string | undefined): { item: InboundReceipt } | Refused {
    const read = wordsAt(entry, { id: receipt.id, status: receipt.status });
    if ('refusal' in read) return read;
    const to = shortWordAt(entry, receipt.to);
    const from = shortWordAt(entry, receipt.from);
    const carrierCode = wordAt(entry, receipt.code)?.slice(0, 64);
    const item: InboundReceipt = {
      carrierMessageId: read.words.id,
      reference: shortWordAt(entry, receipt.reference) ?? only,
      to: to === undefined ? undefined : number(to),
      from: from === undefined ? undefined : number(from),
      status: statuses.get(read.words.status) ?? 'unknown',
      code: carrierCode === undefined ? undefined : (codes.get(carrierCode) ?? 'UNKNOWN_ERROR'),
      carrierCode,
      at: instantAt(entry, receipt.at),
    };
    return { item };
  }

  return {
    mo(request, secrets, nowMs) {
      const opened = open(request, secrets, nowMs, mo.entries);
      return 'refusal' in opened ? opened : readEntries(opened.entries, answer, readMo);
    },
    receipt(request, secrets, nowMs) {
      const opened = open(request, secrets, nowMs, receipt.entries);
      if ('refusal' in opened) return opened;
      const only = opened.entries.length === 1 ? mtIdIn(request.url) : undefined;
      return readEntries(opened.entries, answer, (entry) => readReceipt(entry, only));
    },
  };
}

function bodyOf(form: GenericDialect['webhooks']['body'], request: WebhookRequest): unknown {
  if (form === 'json') return jsonValue(request.body);
  if (form === 'form') return Object.fromEntries(new URLSearchParams(request.body.toString('utf8')));
  const query = request.url.indexOf('?');
  return query < 0 ? undefined : Object.fromEntries(new URLSearchParams(request.url.slice(query + 1)));
}
