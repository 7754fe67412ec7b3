import { createHash, createHmac } from 'node:crypto';
import { equalInConstantTime } from '../constant-time.js';
import { refuse, refuseUncheckable, type Refused } from '../refusals.js';
import type { WebhookRequest } from '../webhook.port.js';

export const twilioSignatureHeader = 'x-twilio-signature';

/** The fields that a signature covers, in the order of the form: a name may come more than once. */
export type FormFields = Iterable<readonly [name: string, value: string]>;

/**
 * Twilio's signature: base64 HMAC-SHA1 with the auth token over the full URL, then each form field's name and
 * value, sorted by name (twilio.com/docs/usage/security#validating-requests). A repeated name counts once per
 * distinct value, in sorted order, as Twilio's own SDK does it.
 */
export function twilioSignature(authToken: string, url: string, fields: FormFields): string {
  return hmac(authToken, url + signedFields(fields));
}

function hmac(authToken: string, signed: string): string {
  return createHmac('sha1', authToken).update(signed, 'utf8').digest('base64');
}

function signedFields(fields: FormFields): string {
  const pairs: (readonly [string, string])[] = [...fields];
  pairs.sort(byNameThenValue);
  let signed = '';
  let previous: readonly [string, string] | undefined;
  for (const pair of pairs) {
    if (previous === undefined || previous[0] !== pair[0] || previous[1] !== pair[1])
      signed += pair[0] + pair[1];
    previous = pair;
  }
  return signed;
}

function byNameThenValue(a: readonly [string, string], b: readonly [string, string]): number {
  if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1;
  if (a[1] !== b[1]) return a[1] < b[1] ? -1 : 1;
  return 0;
}

/** Says why a webhook is not to be believed; undefined where it is. `fields` is empty for a JSON body. */
export function checkTwilioSignature(
  request: WebhookRequest,
  fields: FormFields,
  authTokens: readonly string[],
): Refused | undefined {
  if (authTokens.length === 0) return refuseUncheckable();
  const header = request.headers[twilioSignatureHeader];
  if (!header) return refuse('SIGNATURE_MISSING', 'Send X-Twilio-Signature; only Twilio may call this.');
  const given = Buffer.from(header, 'latin1');
  const signed = signedFields(fields);
  for (const url of spellings(request.url)) {
    for (const token of authTokens) {
      if (equalInConstantTime(given, Buffer.from(hmac(token, url + signed), 'latin1'))) return undefined;
    }
  }
  return refuse(
    'SIGNATURE_INVALID',
    'The signature does not fit; check the auth token, and that the public URL is exactly what Twilio calls.',
  );
}

/**
 * Twilio signs some URLs with the scheme's port and some without, whichever was configured; its SDK tries
 * both, and so do we. Path and query must be exact.
 */
function spellings(url: string): string[] {
  const parts = /^(https?):\/\/([^/?#]*?)(:\d+)?([/?#].*)?$/is.exec(url);
  if (parts === null) return [url];
  const [, scheme = '', host = '', port, rest = ''] = parts;
  const bare = `${scheme}://${host}${rest}`;
  if (port !== undefined) return [url, bare];
  return [url, `${scheme}://${host}:${scheme.toLowerCase() === 'https' ? 443 : 80}${rest}`];
}

/**
 * Checks a JSON body, which the signature covers only through the URL: its query holds `bodySHA256`, the hex
 * SHA-256 of the raw body.
 */
export function checkBodyHash(request: WebhookRequest): Refused | undefined {
  const query = request.url.indexOf('?');
  const claimed = query < 0 ? null : new URLSearchParams(request.url.slice(query + 1)).get('bodySHA256');
  if (claimed === null) {
    return refuse('SIGNATURE_MISSING', 'A body that is no form needs bodySHA256 in the signed URL.');
  }
  const actual = Buffer.from(createHash('sha256').update(request.body).digest('hex'), 'latin1');
  return equalInConstantTime(Buffer.from(claimed, 'latin1'), actual)
    ? undefined
    : refuse('SIGNATURE_INVALID', 'The body does not have the SHA-256 that the signed URL names.');
}
