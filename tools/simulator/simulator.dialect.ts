import type { IncomingMessage, ServerResponse } from 'node:http';
import { answer, answerJson } from './http-answer.js';
import type { MtAnswer, MtRequest } from './switchboard.js';

/** A send API: reads a request into an MT, and writes what became of it. */
export interface SendDialect {
  /** Reads a request; undefined where it was answered already because it makes no sense. */
  read(request: IncomingMessage, body: string, response: ServerResponse): MtRequest | undefined;
  write(mt: MtRequest, outcome: Exclude<MtAnswer, { kind: 'silent' }>, response: ServerResponse): void;
}

/**
 * The simulator dialect: `POST /v1/messages` JSON `{from, to, text, reference, callbackUrl, validity?}` with a
 * bearer token; 202 `{id}`, else `{code, message}`.
 */
export function simulatorDialect(apiToken: string): SendDialect {
  const authorization = `Bearer ${apiToken}`;
  return {
    read(request, body, response) {
      if (request.headers.authorization !== authorization) {
        answerJson(response, 401, { code: 'unauthorised', message: 'Send the API token as a bearer token.' });
        return undefined;
      }
      const mt = requestOf(body);
      if (typeof mt !== 'string') return mt;
      answerJson(response, 400, { code: 'bad_request', message: mt });
      return undefined;
    },

    write(_mt, outcome, response) {
      switch (outcome.kind) {
        case 'taken':
          answer(response, 202, `{"id":"${outcome.id}"}`);
          break;
        case 'throttled':
          answer(response, 429, '{"code":"throttled","message":"Slow down: the sender is over its rate."}', {
            'retry-after': String(outcome.retryAfterSeconds),
          });
          break;
        case 'failed':
          answerJson(response, 500, { code: 'unknown_error', message: 'The carrier failed.' });
          break;
        case 'rejected':
          answerJson(response, 400, { code: outcome.error.simulator, message: outcome.error.message });
      }
    },
  };
}

function requestOf(body: string): MtRequest | string {
  let fields: unknown;
  try {
    fields = JSON.parse(body);
  } catch {
    return 'The body is no JSON.';
  }
  if (typeof fields !== 'object' || fields === null) return 'The body must be a JSON object.';
  const { from, to, text, reference, callbackUrl } = fields as Record<string, unknown>;
  if (typeof from !== 'string' || typeof to !== 'string' || typeof text !== 'string') {
    return '"from", "to" and "text" must be strings.';
  }
  if (reference !== undefined && typeof reference !== 'string') return '"reference" must be a string.';
  if (callbackUrl !== undefined && !(typeof callbackUrl === 'string' && isUrl(callbackUrl))) {
    return '"callbackUrl" must be an http(s) URL.';
  }
  return { carrier: 'simulator', from, to, text, reference, callbackUrl };
}

/** Whether receipts can be posted there. */
export function isUrl(value: string): boolean {
  return (value.startsWith('http://') || value.startsWith('https://')) && URL.canParse(value);
}
