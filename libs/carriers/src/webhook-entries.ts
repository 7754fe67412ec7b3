import { isUtf8 } from 'node:buffer';
import { isObject, type JsonObject } from './json-body.js';
import { refusal, type Refused } from './refusals.js';
import type { Parsed, WebhookAnswer, WebhookRefusal } from './webhook.port.js';

/** Reads a body that must be JSON in UTF-8; undefined where it is not. */
export function jsonValue(body: Buffer): unknown {
  if (!isUtf8(body)) return undefined;
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Reads a webhook that holds many entries: the good ones are taken, the others left out, each with its reason.
 * Where none is good, the first one's reason refuses the webhook.
 */
export function readEntries<T>(
  entries: readonly unknown[],
  answer: WebhookAnswer,
  read: (entry: JsonObject) => { item: T } | Refused,
): Parsed<T> {
  const items: T[] = [];
  const skipped: WebhookRefusal[] = [];
  for (const [index, entry] of entries.entries()) {
    const taken = isObject(entry)
      ? read(entry)
      : { refusal: refusal('FIELD_INVALID', 'It must be an object.') };
    if ('item' in taken) items.push(taken.item);
    else skipped.push({ ...taken.refusal, message: `Entry ${index}: ${taken.refusal.message}` });
  }
  const [first] = skipped;
  if (items.length === 0 && first !== undefined) return { ok: false, refusal: first };
  return { ok: true, items, skipped, answer };
}
