import { equalInConstantTime } from './constant-time.js';
import { refuse, refuseUncheckable, type Refused } from './refusals.js';
import type { WebhookRequest } from './webhook.port.js';

/** The value of an Authorization header (RFC 7617). Credentials are `user:password`, in UTF-8. */
export function basicAuthorization(credentials: string): string {
  return `Basic ${Buffer.from(credentials, 'utf8').toString('base64')}`;
}

/** Says why a webhook with Basic credentials is not to be believed; undefined where it is. */
export function checkBasicAuth(request: WebhookRequest, credentials: readonly string[]): Refused | undefined {
  if (credentials.length === 0) return refuseUncheckable();
  const header = request.headers.authorization;
  if (!header) return refuse('SIGNATURE_MISSING', 'Give the webhook its user name and password.');
  // The scheme's name is of any case; the credentials are compared as the header writes them.
  const given = Buffer.from(header.replace(/^basic +/i, 'Basic '), 'latin1');
  for (const pair of credentials) {
    if (equalInConstantTime(given, Buffer.from(basicAuthorization(pair), 'latin1'))) return undefined;
  }
  return refuse(
    'SIGNATURE_INVALID',
    'The user name or the password does not fit; the secret must be written as "user:password".',
  );
}
