import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import {
  ApiConsumes,
  ApiHeader,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { WebhookRequest } from '@parley/carriers';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AddressLimits } from './address-limits.js';
import { IngestSettings } from './ingest.settings.js';
import { moIntake, receiptIntake, type IntakeKind } from './intake-kind.js';
import { RefusalBody } from './refusal.body.js';
import { turnAway } from './turn-away.js';
import { WebhookIntake } from './webhook-intake.js';

type CarrierRequest = FastifyRequest<{ Params: { carrier: string } }>;

const NOTHING = Buffer.alloc(0);

/**
 * Where carriers call. Takes Fastify's own request and reply: the body stays the raw bytes that were signed, and
 * nothing of Nest's but the routing costs time per text.
 */
@ApiTags('carriers')
@ApiParam({ name: 'carrier', description: 'A carrier that Parley speaks with', example: 'simulator' })
@ApiConsumes('application/json', 'application/x-www-form-urlencoded')
@ApiResponse({ status: 400, type: RefusalBody, description: 'The body or a number in it is malformed' })
@ApiResponse({ status: 401, type: RefusalBody, description: 'SIGNATURE_MISSING' })
@ApiResponse({
  status: 403,
  type: RefusalBody,
  description: 'SIGNATURE_INVALID, TIMESTAMP_STALE, SIGNATURE_UNCHECKABLE',
})
@ApiResponse({ status: 404, type: RefusalBody, description: 'CARRIER_UNKNOWN, SENDER_UNKNOWN' })
@ApiResponse({ status: 410, type: RefusalBody, description: 'SUBSCRIPTION_ENDED' })
@ApiResponse({ status: 413, type: RefusalBody, description: 'BODY_TOO_LARGE' })
@ApiResponse({
  status: 429,
  type: RefusalBody,
  description: 'ADDRESS_LIMITED, ACCOUNT_LIMITED; send the same webhook again after Retry-After',
})
@ApiResponse({
  status: 503,
  type: RefusalBody,
  description: 'NOT_DURABLE, DOCUMENT_UNAVAILABLE, CONFIRMATION_FAILED; send the same webhook again later',
})
@Controller('v1/carriers/:carrier')
export class CarriersController {
  constructor(
    private readonly intake: WebhookIntake,
    private readonly settings: IngestSettings,
    private readonly addresses: AddressLimits,
  ) {}

  @Post('mo')
  @ApiOperation({ summary: 'A text from a subscriber, in the carrier’s own dialect' })
  @ApiResponse({ status: 200, description: 'The text is durable' })
  @ApiHeader({
    name: 'x-parley-trace-id',
    description: 'In the answer: the trace of this turn',
    required: false,
  })
  mo(@Req() request: CarrierRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.take(moIntake, request, reply);
  }

  @Get('mo')
  @ApiOperation({ summary: 'The same by GET, from the carriers that call so; the others are told to POST' })
  @ApiResponse({ status: 405, type: RefusalBody, description: 'METHOD_NOT_ALLOWED' })
  moByGet(@Req() request: CarrierRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.take(moIntake, request, reply);
  }

  @Post('receipts')
  @ApiOperation({ summary: 'Receipts (delivery reports), one or many, in the carrier’s own dialect' })
  @ApiQuery({ name: 'mt', required: false, description: 'Our MT id, as the callback address carried it' })
  @ApiResponse({ status: 200, description: 'All receipts are durable; some carriers get 204' })
  receipts(@Req() request: CarrierRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.take(receiptIntake, request, reply);
  }

  @Get('receipts')
  @ApiOperation({ summary: 'A receipt by GET, from the carriers that call so; the others are told to POST' })
  @ApiQuery({ name: 'mt', required: false, description: 'Our MT id, as the callback address carried it' })
  @ApiResponse({ status: 405, type: RefusalBody, description: 'METHOD_NOT_ALLOWED' })
  receiptsByGet(@Req() request: CarrierRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.take(receiptIntake, request, reply);
  }

  private async take<I, D extends { subscriber: string; sender?: string }>(
    kind: IntakeKind<I, D>,
    request: CarrierRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const { raw } = request;
    const webhook: WebhookRequest = {
      method: request.method,
      // Not from the Host header: behind a proxy it lies, and the caller chooses it.
      url: this.settings.publicUrl + raw.url!,
      headers: raw.headers as WebhookRequest['headers'],
      body: (request.body as Buffer | undefined) ?? NOTHING,
    };
    const result = await this.intake.accept(kind, request.params.carrier, webhook, () =>
      this.addresses.turnAway(request),
    );
    if (result.proven) this.addresses.proved(request);
    if (!result.ok) {
      const { status } = result.refusal;
      if (!result.proven && status < 500 && status !== 429) this.addresses.refused(request);
      return turnAway(reply, result.refusal);
    }
    const { answer, traceId } = result;
    if (traceId !== undefined) void reply.header('x-parley-trace-id', traceId);
    if (answer.headers !== undefined) void reply.headers(answer.headers);
    void reply.code(answer.status).send(answer.body);
  }
}
