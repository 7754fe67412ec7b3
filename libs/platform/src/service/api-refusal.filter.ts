import { Catch, HttpException, Logger, type ArgumentsHost } from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';

interface Refusal {
  readonly code: string;
  readonly message: string;
}

/**
 * Gives what fails before a handler of an API (`/v1/…`) is reached the same form as a refusal of its own:
 * `{code, message}`. Fastify's and Nest's own words have no code, and may quote what was sent. So does what a handler
 * fails with unforeseen: it is `INTERNAL` to the client, and logged by its name, its code and its place alone.
 */
@Catch()
export class ApiRefusalFilter extends BaseExceptionFilter<unknown> {
  private readonly logger = new Logger(ApiRefusalFilter.name);

  override catch(exception: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    if (!(request.raw.url ?? '').startsWith('/v1/') || reply.sent) return super.catch(exception, host);
    if (!(exception instanceof HttpException)) {
      this.logger.error({
        msg: 'a request failed',
        code: FAILED.code,
        method: request.method,
        route: request.routeOptions.url,
        ...causeOf(exception),
      });
      void reply.code(500).send(FAILED);
      return;
    }
    if (hasCode(exception.getResponse())) return super.catch(exception, host);
    const status = exception.getStatus();
    void reply.code(status).send(BY_STATUS[status] ?? (status < 500 ? MALFORMED : FAILED));
  }
}

function hasCode(response: string | object): boolean {
  return typeof response === 'object' && 'code' in response;
}

/** What may be told of an error: its message, and so the head of its stack, may hold a number or a text. */
function causeOf(error: unknown): object {
  if (!(error instanceof Error)) return { error: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    error: error.name,
    errorCode: (error as { code?: unknown }).code,
    at: frames.slice(0, MOST_FRAMES).map((line) => line.trim()),
  };
}

const MOST_FRAMES = 5;

const MALFORMED: Refusal = {
  code: 'REQUEST_MALFORMED',
  message: 'The request can not be read; correct its address, its headers and its body, see /openapi.',
};
const FAILED: Refusal = {
  code: 'INTERNAL',
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
