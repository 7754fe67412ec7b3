import { Catch, HttpException, Logger, type ArgumentsHost } from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';
import { findCarrier } from '@parley/carriers';
import { AddressLimits } from './address-limits.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from './domain/refusal.js';
import { RefusalLog } from './refusal-log.js';
import { turnAway } from './turn-away.js';

const WEBHOOKS = /^\/v1\/carriers\/([^/?]*)/;

/** Gives what fails before or beside a webhook's handler the same form as a refusal: `{code, message}`. */
@Catch()
export class RefusalFilter extends BaseExceptionFilter {
  private readonly logger = new Logger('Webhook');

  constructor(
    private readonly refusals: RefusalLog,
    private readonly addresses: AddressLimits,
  ) {
    super();
  }

  override catch(exception: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const asked = carrierOf(request);
    const status = exception instanceof HttpException ? exception.getStatus() : 500;
    if (status < 500 && (asked !== undefined || status === 404)) {
      const limited = this.addresses.turnAway(request);
      if (limited !== undefined && !reply.sent) return turnAway(reply, limited);
      this.addresses.refused(request);
    }
    if (asked === undefined || reply.sent) return super.catch(exception, host);
    const refusal = this.refusalOf(exception, status);
    this.refusals.request(findCarrier(asked)?.id ?? 'unknown', request.routeOptions?.url ?? 'none', refusal);
    turnAway(reply, refusal);
  }

  private refusalOf(exception: unknown, status: number): Refusal {
    if (status >= 500) {
      // The name only: a message may quote what was sent.
      this.logger.error({ msg: 'webhook failed', error: (exception as Error).name });
      return FAILED;
    }
    return byStatus[status] ?? { ...MALFORMED, status };
  }
}

/** The carrier that a request names, however its address is spelled; undefined for what is no webhook. */
function carrierOf({ params, raw }: FastifyRequest): string | undefined {
  return (params as { carrier?: string } | undefined)?.carrier ?? WEBHOOKS.exec(raw.url ?? '')?.[1];
}

const FAILED: Refusal = {
  status: 500,
  code: 'INTERNAL_ERROR',
  message: 'Nothing was kept, as Parley failed; send the same webhook again, and tell its operator.',
};
const MALFORMED: Refusal = {
  status: 400,
  code: 'REQUEST_MALFORMED',
  message: 'The request is not well-formed HTTP; correct its length and its headers.',
};
const byStatus: Readonly<Record<number, Refusal>> = {
  404: {
    status: 404,
    code: 'ROUTE_UNKNOWN',
    message: 'Nothing is here; POST to /v1/carriers/<carrier>/mo or /v1/carriers/<carrier>/receipts.',
  },
  413: {
    status: 413,
    code: 'BODY_TOO_LARGE',
    message: 'The body has more than 64 KiB; send fewer receipts at once, or a shorter text.',
  },
};
