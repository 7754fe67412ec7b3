import { isUtf8 } from 'node:buffer';
import { jsonObject } from '../json-body.js';
import { refuse, type Refused } from '../refusals.js';
import type { WebhookRequest } from '../webhook.port.js';
import type { VonageFields } from './vonage.signature.js';

/**
 * The parameters of a webhook: the query of a GET, or the form or JSON object of a POST, whichever the account is
 * set to (developer.vonage.com/messaging/sms/guides/inbound-sms).
 */
export function vonageFields(request: WebhookRequest): Refused | { fields: VonageFields } {
  if (request.method === 'GET') return { fields: queryFields(request.url) };
  if (request.method !== 'POST') {
    return refuse('METHOD_NOT_ALLOWED', 'Set the webhook to GET, POST or POST-JSON at Vonage.');
  }
  const type = request.headers['content-type']?.toLowerCase() ?? '';
  if (type.startsWith('application/json')) return jsonFields(request.body);
  if (!type.startsWith('application/x-www-form-urlencoded') || !isUtf8(request.body)) {
    return refuse('BODY_MALFORMED', 'The body must be a form (application/x-www-form-urlencoded) or JSON.');
  }
  return { fields: Object.fromEntries(new URLSearchParams(request.body.toString('utf8'))) };
}

/** `mt` is ours, from the receipt URL. */
function queryFields(url: string): VonageFields {
  const query = url.indexOf('?');
  const parameters = new URLSearchParams(query < 0 ? '' : url.slice(query + 1));
  parameters.delete('mt');
  return Object.fromEntries(parameters);
}

/** Only flat values can be signed; a number or a boolean is signed as it is written. */
function jsonFields(body: Buffer): Refused | { fields: VonageFields } {
  const entries = Object.entries(jsonObject(body) ?? {});
  const isFlat = entries.every(([, value]) => ['string', 'number', 'boolean'].includes(typeof value));
  return entries.length > 0 && isFlat
    ? { fields: Object.fromEntries(entries.map(([name, value]) => [name, String(value)])) }
    : refuse('BODY_MALFORMED', 'The body must be one flat JSON object in UTF-8.');
}
