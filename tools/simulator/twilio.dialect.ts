import { mtIdIn } from '@parley/carriers';
import type { ServerResponse } from 'node:http';
import { answer, answerJson } from './http-answer.js';
import { isUrl, type SendDialect } from './simulator.dialect.js';
import type { MtAnswer, MtRequest } from './switchboard.js';

/** Where Twilio's send API is, for one account. */
export function twilioSendPath(accountSid: string): string {
  return `/2010-04-01/Accounts/${accountSid}/Messages.json`;
}

/**
 * Twilio's send API (twilio.com/docs/messaging/api/message-resource): a form with Basic auth, answered 201 with
 * the message, or `{code, message, more_info, status}`.
 */
export function twilioDialect(accountSid: string, authToken: string): SendDialect {
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  return {
    read(request, body, response) {
      if (request.headers.authorization !== authorization) {
        twilioError(response, 401, 20003, 'Authenticate');
        return undefined;
      }
      const form = new URLSearchParams(body);
      const from = form.get('From') ?? form.get('MessagingServiceSid');
      const to = form.get('To');
      const callback = form.get('StatusCallback') ?? undefined;
      if (to === null) twilioError(response, 400, 21604, "A 'To' phone number is required.");
      else if (from === null) twilioError(response, 400, 21603, "A 'From' phone number is required.");
      else if (callback !== undefined && !isUrl(callback)) {
        twilioError(response, 400, 21609, `The 'StatusCallback' URL ${callback} is not a valid URL.`);
      } else return requestOf(from, to, form.get('Body') ?? '', callback);
      return undefined;
    },

    write(mt, outcome, response) {
      switch (outcome.kind) {
        case 'taken':
          answer(response, 201, JSON.stringify(messageOf(accountSid, mt, outcome)));
          break;
        case 'throttled':
          twilioError(response, 429, 20429, 'Too Many Requests', outcome.retryAfterSeconds);
          break;
        case 'failed':
          twilioError(response, 500, 20500, 'Internal Server Error');
          break;
        case 'rejected':
          twilioError(response, 400, outcome.error.twilio, outcome.error.message);
      }
    },
  };
}

/** Twilio knows no reference of its client: ours stands in the callback's query. */
function requestOf(from: string, to: string, text: string, callbackUrl: string | undefined): MtRequest {
  const reference = callbackUrl === undefined ? undefined : mtIdIn(callbackUrl);
  return { carrier: 'twilio', from, to, text, reference, callbackUrl };
}

function messageOf(
  accountSid: string,
  { from, to, text }: MtRequest,
  { id, segments }: Extract<MtAnswer, { kind: 'taken' }>,
): object {
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${id}`;
  // RFC 2822 with a numeric zone, as Twilio writes it.
  const now = new Date().toUTCString().replace('GMT', '+0000');
  return {
    account_sid: accountSid,
    api_version: '2010-04-01',
    body: text,
    date_created: now,
    date_sent: null,
    date_updated: now,
    direction: 'outbound-api',
    error_code: null,
    error_message: null,
    from,
    messaging_service_sid: null,
    num_media: '0',
    num_segments: String(segments),
    price: null,
    price_unit: null,
    sid: id,
    status: 'queued',
    subresource_uris: { media: `${uri}/Media.json` },
    to,
    uri: `${uri}.json`,
  };
}

function twilioError(
  response: ServerResponse,
  status: number,
  code: number,
  message: string,
  retryAfterSeconds?: number,
): void {
  const body = { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status };
  if (retryAfterSeconds === undefined) answerJson(response, status, body);
  else answer(response, status, JSON.stringify(body), { 'retry-after': String(retryAfterSeconds) });
}
