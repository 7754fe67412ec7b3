import { createHash, createHmac } from 'node:crypto';
import { equalInConstantTime } from '../constant-time.js';
import { refuse, refuseUncheckable, type Refused } from '../refusals.js';

/** The parameters of a webhook, each once; `sig` among them. */
export type VonageFields = Readonly<Record<string, string>>;

/** The methods that an account may choose from in Vonage's dashboard. */
export type VonageSignatureMethod = 'md5hash' | 'md5' | 'sha1' | 'sha256' | 'sha512';

/** By the signature's length in hex digits. */
const methodsOf: Readonly<Record<number, readonly VonageSignatureMethod[]>> = {
  32: ['md5hash', 'md5'],
  40: ['sha1'],
  64: ['sha256'],
  128: ['sha512'],
};

/**
 * Vonage keeps sending a webhook for 24 h and dates it by its first attempt, so a shorter time would lose texts.
 * What is sent again within it is the same event.
 */
const longestAgeSeconds = 25 * 3_600;

/**
 * Vonage's signature in lower-case hex (developer.vonage.com/concepts/guides/signing-messages): all parameters but
 * `sig`, sorted by name, as `&name=value` with `&` and `=` in values as `_`. `md5hash` is MD5 over that and the
 * secret; the others are HMACs keyed with it.
 */
export function vonageSignature(method: VonageSignatureMethod, secret: string, fields: VonageFields): string {
  const signed = signedFields(fields);
  return method === 'md5hash'
    ? createHash('md5')
        .update(signed + secret, 'utf8')
        .digest('hex')
    : createHmac(method, secret).update(signed, 'utf8').digest('hex');
}

function signedFields(fields: VonageFields): string {
  const names = Object.keys(fields).filter((name) => name !== 'sig');
  names.sort();
  return names.map((name) => `&${name}=${(fields[name] ?? '').replace(/[&=]/g, '_')}`).join('');
}

/**
 * Says why a webhook is not to be believed; undefined where it is. `mt` is the parameter of our receipt URL, where
 * it has one: whether Vonage signs what an address held before, it does not say, so both are right.
 */
export function checkVonageSignature(
  fields: VonageFields,
  mt: string | undefined,
  secrets: readonly string[],
  nowMs: number,
): Refused | undefined {
  if (secrets.length === 0) return refuseUncheckable();
  const { sig, timestamp } = fields;
  if (!sig) {
    return refuse('SIGNATURE_MISSING', 'Let Vonage sign its webhooks; its support switches "sig" on.');
  }
  const isSigned =
    isSignedByOneOf(secrets, sig.toLowerCase(), fields) ||
    (mt !== undefined && isSignedByOneOf(secrets, sig.toLowerCase(), { ...fields, mt }));
  if (!isSigned) {
    return refuse(
      'SIGNATURE_INVALID',
      'The signature does not fit; check the signature secret and its method.',
    );
  }
  const age = nowMs / 1_000 - Number(timestamp ?? Number.NaN);
  return Math.abs(age) > longestAgeSeconds
    ? refuse('TIMESTAMP_STALE', `The webhook was signed more than ${longestAgeSeconds} s from now.`)
    : undefined;
}

function isSignedByOneOf(secrets: readonly string[], sig: string, fields: VonageFields): boolean {
  const given = Buffer.from(sig, 'latin1');
  for (const method of methodsOf[sig.length] ?? []) {
    for (const secret of secrets) {
      const right = Buffer.from(vonageSignature(method, secret, fields), 'latin1');
      if (equalInConstantTime(given, right)) return true;
    }
  }
  return false;
}
