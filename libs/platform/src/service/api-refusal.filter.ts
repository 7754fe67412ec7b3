import { Catch, HttpException, type ArgumentsHost } from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';

interface Refusal {
  readonly code: string;
  readonly message: string;
}

/**
 * Gives what fails before a handler of an API (`/v1/…`) is reached the same form as a refusal of its own:
 * `{code, message}`. Fastify's and Nest's own words have no code, and may quote what was sent.
 */
@Catch(HttpException)
export class ApiRefusalFilter extends BaseExceptionFilter<HttpException> {
  override catch(exception: HttpException, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const path = http.getRequest<FastifyRequest>().raw.url ?? '';
    const reply = http.getResponse<FastifyReply>();
    if (!path.startsWith('/v1/') || reply.sent || hasCode(exception.getResponse())) {
      return super.catch(exception, host);
    }
    const status = exception.getStatus();
    void reply.code(status).send(BY_STATUS[status] ?? (status < 500 ? MALFORMED : FAILED));
  }
}

function hasCode(response: string | object): boolean {
  return typeof response === 'object' && 'code' in response;
}

const MALFORMED: Refusal = {
  code: 'REQUEST_MALFORMED',
  message: 'The request can not be read; correct its address, its headers and its body, see /openapi.',
};
const FAILED: Refusal = {
  code: 'INTERNAL_ERROR',
  message: 'Parley failed; send the same request again, and tell its operator.',
};
const BY_STATUS: Readonly<Record<number, Refusal>> = {
  400: {
    code: 'BODY_MALFORMED',
    message: 'The body is not well-formed JSON; correct it, or leave out its Content-Type when it is empty.',
  },
  404: { code: 'ROUTE_UNKNOWN', message: 'Nothing is here; see /openapi for what there is.' },
  413: { code: 'BODY_TOO_LARGE', message: 'The body has more than 64 KiB; send less at once.' },
  415: {
    code: 'CONTENT_TYPE_UNKNOWN',
    message: 'The body is not said to be JSON; send it with Content-Type: application/json.',
  },
};
