import { createHash, randomUUID } from 'node:crypto';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBadRequestResponse,
  ApiBody,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import { consentRequested, type ConsentRequested } from '@parley/contracts';
import { externalEventId } from '@parley/messaging';
import { chainLink, GENESIS } from '@parley/persistence';
import { Clock, Needs } from '@parley/platform';
import { normalizeNumber } from '@parley/sms';
import { AcceptedView, bodyOf, kafkaAway, RefusalView, refuse } from './api-refusal.js';
import { ConsentRequestBody, consentRequestSchema } from './consent-request.body.js';
import { ConsentContexts } from './consent.contexts.js';
import { ConsentStore } from './consent.store.js';
import { LedgerView, ledgerViewOf, SubscriberConsentsView, viewOf } from './consents.view.js';
import { lacksDisclosure } from './domain/disclosure.rule.js';
import { verifyChain } from './domain/ledger.chain.js';
import { commandOfRequest } from './domain/request.command.js';
import { programOf } from './domain/subscribe.rule.js';
import { RequestPublisher } from './request.publisher.js';

/** ISO 3166; numbers written without their country code are read as this country's. */
const COUNTRY = 'US';

/** Who may be texted, and what proves it. */
@ApiTags('consents')
@Controller('v1/consents')
export class ConsentsController {
  constructor(
    private readonly consents: ConsentStore,
    private readonly contexts: ConsentContexts,
    private readonly requests: RequestPublisher,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Needs('consents:write')
  @HttpCode(202)
  @ApiOperation({ summary: 'Ask for an opt-in or an opt-out; the same rules decide as for a text' })
  @ApiBody({ type: ConsentRequestBody })
  @ApiAcceptedResponse({ type: AcceptedView })
  @ApiBadRequestResponse({
    type: RefusalView,
    description: 'BODY_INVALID, NUMBER_MALFORMED and its kin, PROGRAM_MISSING, DISCLOSURE_MISSING',
  })
  @ApiNotFoundResponse({ type: RefusalView, description: 'SENDER_UNKNOWN, PROGRAM_UNKNOWN' })
  @ApiServiceUnavailableResponse({ type: RefusalView, description: 'KAFKA_UNAVAILABLE' })
  async request(@Body() body: unknown): Promise<AcceptedView> {
    const { idempotencyKey, ...asked } = bodyOf(consentRequestSchema, body);
    const context = this.contexts.of(asked.sender, this.clock.now());
    if (context.sender === undefined) {
      throw refuse(404, 'SENDER_UNKNOWN', 'No such sender is configured; give one of parley.yaml.');
    }
    const command = commandOfRequest(asked);
    const program = programOf(command, context);
    if (asked.program !== undefined && program === undefined) {
      throw refuse(404, 'PROGRAM_UNKNOWN', 'The sender has no such program; give one of parley.yaml.');
    }
    if (command.kind === 'subscribe' && program === undefined) {
      throw refuse(400, 'PROGRAM_MISSING', 'The sender has not exactly one program; say which one is meant.');
    }
    if (program !== undefined && lacksDisclosure(command, program)) {
      throw refuse(
        400,
        'DISCLOSURE_MISSING',
        'Give the words that the person agreed to and their version, or the program its disclosureText; they are the proof.',
      );
    }
    const subscriber = numberOf(asked.subscriber, context.sender.country);
    const wish = { ...asked, subscriber };
    const id = idempotencyKey === undefined ? randomUUID() : idOf(idempotencyKey, wish);
    const requestedAt = new Date(this.clock.now()).toISOString();
    await this.requests.publish(consentRequested, id, { ...wish, requestedAt }).catch(() => {
      throw kafkaAway();
    });
    return { id };
  }

  @Get(':number')
  @Needs('consents:read')
  @ApiOperation({ summary: 'Consents of a subscriber and the ledger that proves them' })
  @ApiParam({ name: 'number', description: 'E.164, or as written in the US', example: '+14155550101' })
  @ApiOkResponse({
    type: SubscriberConsentsView,
    description: 'Empty lists for a number nothing is known of',
  })
  @ApiBadRequestResponse({ description: 'NUMBER_MALFORMED and its kin: `{ code, message }`' })
  async show(@Param('number') raw: string): Promise<SubscriberConsentsView> {
    const number = numberOf(raw, COUNTRY);
    return viewOf(number, await this.consents.history(number));
  }

  @Get(':number/ledger')
  @Needs('consents:read')
  @ApiOperation({ summary: "A subscriber's ledger, verified from its first entry" })
  @ApiParam({ name: 'number', description: 'E.164, or as written in the US', example: '+14155550101' })
  @ApiOkResponse({ type: LedgerView })
  @ApiBadRequestResponse({ type: RefusalView, description: 'NUMBER_MALFORMED and its kin' })
  async ledger(@Param('number') raw: string): Promise<LedgerView> {
    const number = numberOf(raw, COUNTRY);
    const { entries, head, erasedAt } = await this.consents.history(number);
    return ledgerViewOf(number, entries, verifyChain(entries, chainLink, GENESIS, head), erasedAt);
  }
}

/** Throws NUMBER_MALFORMED and its kin. */
function numberOf(raw: string, country: string): string {
  const number = normalizeNumber(raw, country);
  if (number.ok) return number.e164;
  throw refuse(400, number.code, number.message);
}

/** The same key with the same wish is the same event; another wish under that key is not lost in its shadow. */
function idOf(key: string, wish: Omit<ConsentRequested, 'requestedAt'>): string {
  const content = createHash('sha256').update(JSON.stringify(wish)).digest('hex');
  return externalEventId('consents-api', `${key}/${content}`);
}
