import {
  signatureHeader,
  signedHeaders,
  timestampHeader,
  twilioSignature,
  twilioSignatureHeader,
} from '@parley/carriers';
import type { Webhook } from './webhook-client.js';

/** A JSON webhook of the simulator dialect, signed anew for each attempt as the signature holds the time. */
export function simulatorWebhook(url: string, body: string, secret: string): Webhook {
  return {
    url,
    body,
    headers() {
      const signed = signedHeaders(secret, Date.now(), body);
      return [
        'content-type',
        'application/json',
        timestampHeader,
        signed[timestampHeader],
        signatureHeader,
        signed[signatureHeader],
      ];
    },
  };
}

/** A form signed as Twilio signs it: over the URL that is called and every field. */
export function twilioWebhook(url: string, form: URLSearchParams, authToken: string): Webhook {
  const headers = [
    'content-type',
    'application/x-www-form-urlencoded; charset=UTF-8',
    twilioSignatureHeader,
    twilioSignature(authToken, url, form),
  ];
  return { url, body: form.toString(), headers: () => headers };
}
