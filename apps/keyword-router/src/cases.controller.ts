import { randomUUID } from 'node:crypto';
import {
  BadRequestException,
  Body,
  ConflictException,
  Controller,
  Get,
  Headers,
  HttpCode,
  NotFoundException,
  Param,
  Post,
  Query,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBadRequestResponse,
  ApiConflictResponse,
  ApiHeader,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import { supportReplyRequested } from '@parley/contracts';
import { ConversationIds, effect, eventIdFrom, isUuid, RequestTraces } from '@parley/messaging';
import { Clock, Needs } from '@parley/platform';
import { CasesStore, type StoredCase } from './cases.store.js';
import { AcceptedView, CaseReplyBody, CaseView, CaseWithMessagesView } from './cases.view.js';
import { RouterEvents } from './router-events.js';

const MOST = 200;
const reply = supportReplyRequested.schema.pick({ text: true, agent: true, release: true }).strict();

/** Conversations that people have taken over: what was said, and answering. */
@ApiTags('cases')
@Controller('v1/cases')
export class CasesController {
  constructor(
    private readonly cases: CasesStore,
    private readonly events: RouterEvents,
    private readonly conversations: ConversationIds,
    private readonly traces: RequestTraces,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Needs('cases:read')
  @ApiOperation({ summary: 'Open cases, the longest open first; or `?state=closed`, the newest first' })
  @ApiQuery({ name: 'state', enum: ['open', 'closed'], required: false })
  @ApiOkResponse({ type: [CaseView] })
  @ApiBadRequestResponse({ description: 'STATE_UNKNOWN' })
  list(@Query('state') state = 'open'): Promise<StoredCase[]> {
    if (state === 'open' || state === 'closed') return this.cases.list(state, MOST);
    throw new BadRequestException({ code: 'STATE_UNKNOWN', message: 'state is open or closed.' });
  }

  @Get(':id')
  @Needs('cases:read')
  @ApiOperation({ summary: 'A case and what was said in it' })
  @ApiOkResponse({ type: CaseWithMessagesView })
  @ApiNotFoundResponse({ description: 'CASE_UNKNOWN' })
  async show(@Param('id') id: string): Promise<CaseWithMessagesView> {
    const found = await this.find(id);
    return { ...found, messages: await this.cases.messages(found.id) };
  }

  @Post(':id/replies')
  @Needs('cases:write')
  @HttpCode(202)
  @ApiOperation({ summary: 'Answer as an agent; with an Idempotency-Key the same answer is taken once' })
  @ApiHeader({ name: 'idempotency-key', required: false })
  @ApiAcceptedResponse({ type: AcceptedView })
  @ApiBadRequestResponse({ description: 'REPLY_INVALID' })
  @ApiNotFoundResponse({ description: 'CASE_UNKNOWN' })
  @ApiConflictResponse({ description: 'CASE_CLOSED' })
  async answer(
    @Param('id') id: string,
    @Body() body: CaseReplyBody,
    @Headers('idempotency-key') key?: string,
  ): Promise<AcceptedView> {
    const parsed = reply.safeParse(body ?? {});
    if (!parsed.success || parsed.data.text === undefined) {
      const message = 'Send {"text": …} of 1 to 1600 characters, with "agent" and "release" if you like.';
      throw new BadRequestException({ code: 'REPLY_INVALID', message });
    }
    return this.request(id, parsed.data, key);
  }

  @Post(':id/release')
  @Needs('cases:write')
  @HttpCode(202)
  @ApiOperation({ summary: 'Give the conversation back to automation' })
  @ApiAcceptedResponse({ type: AcceptedView })
  @ApiNotFoundResponse({ description: 'CASE_UNKNOWN' })
  @ApiConflictResponse({ description: 'CASE_CLOSED' })
  release(@Param('id') id: string): Promise<AcceptedView> {
    return this.request(id, { release: true }, 'release');
  }

  /** Published as an event: what was asked for is done in the order of the person's other events. */
  private async request(
    id: string,
    data: { text?: string | undefined; agent?: string | undefined; release?: boolean | undefined },
    key: string = randomUUID(),
  ): Promise<AcceptedView> {
    const { id: caseId, subscriber, sender, closedAt } = await this.find(id);
    if (closedAt !== undefined) {
      const message = `The case was closed at ${closedAt}; text the person anew by mt.requested.`;
      throw new ConflictException({ code: 'CASE_CLOSED', message });
    }
    const name = `reply/${key}`;
    const eventId = eventIdFrom(caseId, name);
    const requestedAt = new Date(this.clock.now()).toISOString();
    const wanted = effect(supportReplyRequested, name, { caseId, subscriber, sender, ...data, requestedAt });
    const conversationId = this.conversations.of(subscriber, sender);
    const trace = this.traces.begin(supportReplyRequested.topic, eventId, conversationId);
    const { traceparent } = trace;
    const cause = { id: caseId, key: subscriber, conversationId, traceparent };
    await trace.over(this.events.publish([{ cause, effect: wanted }]));
    return { id: eventId };
  }

  private async find(id: string): Promise<StoredCase> {
    const found = isUuid(id) ? await this.cases.find(id) : undefined;
    if (found) return found;
    throw new NotFoundException({
      code: 'CASE_UNKNOWN',
      message: 'No case has this id; GET /v1/cases lists them.',
    });
  }
}
