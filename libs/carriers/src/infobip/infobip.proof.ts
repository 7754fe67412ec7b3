import { createHash } from 'node:crypto';
import { checkBasicAuth } from '../basic-auth.js';
import { equalInConstantTime } from '../constant-time.js';
import { refuse, refuseUncheckable, type Refused } from '../refusals.js';
import type { WebhookRequest } from '../webhook.port.js';

/** The parameter of a webhook's address that holds its secret. */
export const infobipSecretParameter = 'secret';

/**
 * Says why a webhook is not to be believed; undefined where it is. Infobip's webhooks prove where they come from
 * by Basic auth (a notification profile of its Subscriptions API), or by an address that nobody else knows:
 * `…/mo?secret=…`. Neither covers the body.
 */
export function checkInfobipProof(request: WebhookRequest, secrets: readonly string[]): Refused | undefined {
  if (secrets.length === 0) return refuseUncheckable();
  if (request.headers.authorization) return checkBasicAuth(request, secrets);
  const query = request.url.indexOf('?');
  const parameters = new URLSearchParams(query < 0 ? '' : request.url.slice(query + 1));
  const given = parameters.get(infobipSecretParameter);
  if (!given) {
    return refuse('SIGNATURE_MISSING', 'Give the webhook a user and password, or "secret" in its address.');
  }
  return secrets.some((secret) => equalInConstantTime(digest(given), digest(secret)))
    ? undefined
    : refuse('SIGNATURE_INVALID', 'The "secret" in the address of the webhook does not fit.');
}

/** Of one length, so that the time tells nothing of the secret's. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}
