import {
  BadRequestException,
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  NotFoundException,
  Param,
  Post,
  Query,
  Sse,
  type MessageEvent,
} from '@nestjs/common';
import { ConfigDirectory } from '@parley/messaging';
import { Needs } from '@parley/platform';
import { normalizeNumber } from '@parley/sms';
import { from, mergeMap, type Observable } from 'rxjs';
import { z } from 'zod';
import { ConversationView } from './conversation.view.js';
import { soughtNumbers } from './domain/sought-numbers.js';
import { Live } from './live.js';
import { KeywordRouter } from './neighbours.js';
import { StoryStore, type Conversation, type Search } from './story.store.js';
import { Viewer, type Shown } from './viewer.js';

const MOST = 50;
const LOOK_EVERY_MS = 500;
const LIST_EVERY_MS = 1_000;

const query = z.object({
  number: z.string().max(20).optional(),
  text: z.string().max(100).optional(),
  keyword: z.string().max(40).optional(),
  sender: z.string().max(20).optional(),
  state: z.enum(['waiting', 'answered', 'refused', 'unknown', 'case']).optional(),
});

const reply = z.object({ text: z.string().min(1).max(1600), release: z.boolean().optional() }).strict();

/** Conversations to look at: found, opened, followed, and answered where people have them. */
@Controller('v1/conversations')
export class ConversationsController {
  constructor(
    private readonly story: StoryStore,
    private readonly views: ConversationView,
    private readonly viewer: Viewer,
    private readonly live: Live,
    private readonly router: KeywordRouter,
    private readonly directory: ConfigDirectory,
  ) {}

  @Get()
  @Needs('conversations:read')
  async search(@Query() raw: object, @Headers('authorization') authorization?: string): Promise<object> {
    const shown = await this.viewer.numbers(authorization);
    return { conversations: await this.found(this.searchOf(raw, shown), shown) };
  }

  @Sse('news')
  @Needs('conversations:read')
  listNews(@Query() raw: object, @Headers('authorization') authorization?: string): Observable<MessageEvent> {
    return from(this.viewer.numbers(authorization)).pipe(
      mergeMap((shown) => {
        const search = this.searchOf(raw, shown);
        return this.live.watch(
          async () => ({ conversations: await this.found(search, shown) }),
          LIST_EVERY_MS,
        );
      }),
    );
  }

  /** By the id of an event, an MT, a trace or the conversation itself. */
  @Get('of/:id')
  @Needs('conversations:read')
  async of(@Param('id') id: string): Promise<{ conversationIds: string[] }> {
    const conversationIds = await this.story.conversationsOf(id.trim().toLowerCase());
    if (conversationIds.length > 0) return { conversationIds };
    const message =
      'No conversation has this id; give that of a text, a trace or a conversation of the last days.';
    throw new NotFoundException({ code: 'ID_UNKNOWN', message });
  }

  @Get(':id')
  @Needs('conversations:read')
  async show(@Param('id') id: string, @Headers('authorization') authorization?: string): Promise<object> {
    const view = await this.views.of(id, await this.viewer.numbers(authorization));
    if (view !== undefined) return view;
    throw new NotFoundException({
      code: 'CONVERSATION_UNKNOWN',
      message: 'No such conversation is kept; search for it by number.',
    });
  }

  @Sse(':id/news')
  @Needs('conversations:read')
  news(@Param('id') id: string): Observable<MessageEvent> {
    return this.live.watch(async () => ({ version: await this.story.version(id) }), LOOK_EVERY_MS);
  }

  /** An agent's answer, by the cases of keyword-router. */
  @Post(':id/replies')
  @Needs('cases:write')
  @HttpCode(202)
  async answer(
    @Param('id') id: string,
    @Body() body: unknown,
    @Headers('authorization') authorization?: string,
  ): Promise<unknown> {
    const parsed = reply.safeParse(body);
    if (!parsed.success) {
      const message =
        'Send {"text": 1 to 1600 characters}, with "release": true to give the conversation back.';
      throw new BadRequestException({ code: 'REPLY_INVALID', message });
    }
    const caseId = (await this.story.conversation(id))?.caseId;
    if (caseId === undefined) {
      throw new NotFoundException({
        code: 'CASE_UNKNOWN',
        message: 'Nobody has taken this conversation over; a reply needs an open case.',
      });
    }
    return this.router.ask(`/v1/cases/${caseId}/replies`, { authorization, body: parsed.data });
  }

  private async found(search: Search, shown: Shown): Promise<Conversation[]> {
    const rows = await this.story.search(search, MOST);
    return rows.map((row) => ({ ...row, subscriber: shown(row.subscriber) }));
  }

  private searchOf(raw: object, shown: Shown): Search {
    const given = Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== ''));
    const parsed = query.safeParse(given);
    if (!parsed.success) {
      const fields = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
      throw new BadRequestException({
        code: 'SEARCH_INVALID',
        message: `The search can not be read; correct ${fields}.`,
      });
    }
    const { number: typed, ...rest } = parsed.data;
    if (typed === undefined) return rest;
    const countries = new Set([...this.directory.senders.values()].map(({ country }) => country));
    const numbers = soughtNumbers(typed, countries);
    assertMayBeSought(numbers[0]!, shown);
    return { ...rest, numbers };
  }
}

/** Who sees numbers masked has to know the one that is looked for: whole, and one that there can be. */
function assertMayBeSought(number: string, shown: Shown): void {
  if (shown(number) === number || normalizeNumber(number, 'US').ok) return;
  throw new BadRequestException({
    code: 'NUMBER_MASKED',
    message: 'Numbers are masked for you: search by a whole one, with its country code.',
  });
}
