import type { RefusalCode, WebhookRefusal } from './webhook.port.js';

const statusOf: Record<RefusalCode, number> = {
  SIGNATURE_MISSING: 401,
  SIGNATURE_INVALID: 403,
  SIGNATURE_UNCHECKABLE: 403,
  TIMESTAMP_STALE: 403,
  METHOD_NOT_ALLOWED: 405,
  SUBSCRIPTION_ENDED: 410,
  BODY_MALFORMED: 400,
  FIELD_MISSING: 400,
  FIELD_INVALID: 400,
};

export type Refused = { readonly ok: false; readonly refusal: WebhookRefusal };

export function refusal(code: RefusalCode, message: string): WebhookRefusal {
  return { status: statusOf[code], code, message };
}

export function refuse(code: RefusalCode, message: string): Refused {
  return { ok: false, refusal: refusal(code, message) };
}

/** Refuses when no secret is configured: a webhook that cannot be checked is never believed. */
export function refuseUncheckable(): Refused {
  return refuse('SIGNATURE_UNCHECKABLE', 'No webhook secret is configured for this carrier; add one.');
}
