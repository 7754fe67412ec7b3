import { createHmac } from 'node:crypto';
import { equalInConstantTime } from '../constant-time.js';
import { refuse, refuseUncheckable, type Refused } from '../refusals.js';
import type { WebhookRequest } from '../webhook.port.js';

export const plivoV2Header = 'x-plivo-signature-v2';
export const plivoV3Header = 'x-plivo-signature-v3';

/** A form's fields in their order; a name may come more than once. */
type Fields = Iterable<readonly [name: string, value: string]>;

/**
 * Plivo's signature V2: base64 HMAC-SHA256 with the auth token over the URL without its query, and the nonce
 * (plivo.com/docs/messaging/concepts/signature-validation). It covers neither query nor body.
 */
export function plivoSignatureV2(authToken: string, url: string, nonce: string): string {
  return hmac(authToken, addressOf(url).base + nonce);
}

/**
 * Plivo's signature V3, as Plivo's own packages check it: the URL with its query sorted, then the form's fields
 * sorted by name, each name followed by its values, a dot, and the nonce.
 */
export function plivoSignatureV3(authToken: string, url: string, nonce: string, form: Fields): string {
  const { base, query } = addressOf(url);
  const inUrl = sorted(new URLSearchParams(query), '=').join('&');
  const inBody = sorted(form, '').join('');
  const mark = inUrl !== '' || inBody !== '' ? '?' : '';
  const dot = inUrl !== '' && inBody !== '' ? '.' : '';
  return hmac(authToken, `${base}${mark}${inUrl}${dot}${inBody}.${nonce}`);
}

function addressOf(url: string): { base: string; query: string } {
  // Everything after the question mark is what the fields are read of, so all of it is signed.
  const mark = url.indexOf('?');
  return mark < 0 ? { base: url, query: '' } : { base: url.slice(0, mark), query: url.slice(mark + 1) };
}

function sorted(fields: Fields, between: string): string[] {
  const pairs = [...fields].sort(([nameA, a], [nameB, b]) => inOrder(nameA, nameB) || inOrder(a, b));
  return pairs.map(([name, value]) => name + between + value);
}

function inOrder(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function hmac(authToken: string, signed: string): string {
  return createHmac('sha256', authToken).update(signed, 'utf8').digest('base64');
}

/**
 * Says why a webhook is not to be believed; undefined where it is. V3 is checked where it comes; a webhook with
 * V2 alone, as Plivo sends its messages, is believed for its origin.
 */
export function checkPlivoSignature(
  request: WebhookRequest,
  form: Fields,
  authTokens: readonly string[],
): Refused | undefined {
  if (authTokens.length === 0) return refuseUncheckable();
  const version = request.headers[plivoV3Header] ? 3 : 2;
  const given = request.headers[version === 3 ? plivoV3Header : plivoV2Header];
  const nonce = request.headers[`x-plivo-signature-v${version}-nonce`];
  if (!given || !nonce) {
    return refuse(
      'SIGNATURE_MISSING',
      'Send X-Plivo-Signature-V2 or -V3 with its nonce; only Plivo may call.',
    );
  }
  const fields = [...form];
  for (const token of authTokens) {
    const right =
      version === 3
        ? plivoSignatureV3(token, request.url, nonce, fields)
        : plivoSignatureV2(token, request.url, nonce);
    if (anyEqual(given, right)) return undefined;
  }
  return refuse(
    'SIGNATURE_INVALID',
    'The signature does not fit; check the auth token, and that the public URL is exactly what Plivo calls.',
  );
}

/** While a token is being rotated, Plivo sends a signature for each, with commas between them. */
function anyEqual(given: string, right: string): boolean {
  const expected = Buffer.from(right, 'latin1');
  let equal = false;
  for (const one of given.split(',', 4)) {
    if (equalInConstantTime(Buffer.from(one, 'latin1'), expected)) equal = true;
  }
  return equal;
}
