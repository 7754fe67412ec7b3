import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Post,
  Query,
  Sse,
  type MessageEvent,
} from '@nestjs/common';
import { mtResolveRequested } from '@parley/contracts';
import { Clock, Needs } from '@parley/platform';
import { from, mergeMap, type Observable } from 'rxjs';
import { z } from 'zod';
import { bodyOf, searchOf } from '../asked.js';
import { Noted, type AuditNotes } from '../audit/audit-notes.js';
import { Live } from '../live.js';
import { RequestPublisher } from '../request.publisher.js';
import { Viewer, type Shown } from '../viewer.js';
import { UnknownsStore, type UnknownList, type UnknownSearch } from './unknowns.store.js';

const MOST_SHOWN = 200;
const MOST = 200;
const LOOK_EVERY_MS = 2_000;

const instant = z.iso.datetime({ offset: true });
const query = z.object({
  sender: z.string().max(20).optional(),
  carrier: z.string().max(40).optional(),
  since: instant.optional(),
  until: instant.optional(),
});

const said = z.strictObject({
  mtIds: z.array(z.uuid()).min(1).max(MOST),
  as: mtResolveRequested.schema.shape.as,
  why: z.string().trim().min(1).max(240),
});
const SAY = `Send {"mtIds": [${MOST} at most], "as": "delivered", "undelivered" or "resend", "why": on what grounds, 240 characters at most}.`;

/** A text that was not resolved, and why. */
export interface NotResolved {
  readonly mtId: string;
  readonly code: string;
  readonly message: string;
}

/** Texts that a carrier may have taken, and nobody knows: looked at, and resolved by who found out. */
@Controller('v1/unknowns')
export class UnknownsController {
  constructor(
    private readonly unknowns: UnknownsStore,
    private readonly requests: RequestPublisher,
    private readonly viewer: Viewer,
    private readonly live: Live,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Needs('operations:read')
  async list(@Query() raw: object, @Headers('authorization') authorization?: string): Promise<UnknownList> {
    return this.shown(searchOf(query, raw), await this.viewer.numbers(authorization));
  }

  @Sse('news')
  @Needs('operations:read')
  news(@Query() raw: object, @Headers('authorization') authorization?: string): Observable<MessageEvent> {
    const search = searchOf(query, raw);
    return from(this.viewer.numbers(authorization)).pipe(
      mergeMap((shown) => this.live.watch(() => this.shown(search, shown), LOOK_EVERY_MS)),
    );
  }

  /** Says what became of them; the dispatcher takes it within a second. */
  @Post('resolve')
  @Needs('repairs:write')
  @HttpCode(202)
  async resolve(
    @Body() body: unknown,
    @Noted() notes: AuditNotes,
    @Headers('authorization') authorization?: string,
  ): Promise<{ asked: number; refused: NotResolved[] }> {
    const { mtIds, as, why } = bodyOf(said, body, 'RESOLVE_INVALID', SAY);
    notes.because(why);
    const by = await this.viewer.name(authorization, 'repairs:write');
    const wanted = [...new Set(mtIds.map((id) => id.toLowerCase()))];
    const texts = await this.unknowns.among(wanted);
    const requestedAt = new Date(this.clock.now()).toISOString();
    for (const { mtId, conversationId } of texts) notes.on(`${conversationId} ${mtId} ${as}`);
    await this.requests.publishAll(
      texts.map(({ subscriber, mtId, conversationId }) => ({
        event: mtResolveRequested,
        key: subscriber,
        conversationId,
        data: { subscriber, mtId, as, by, why, requestedAt },
      })),
    );
    const known = new Set(texts.map(({ mtId }) => mtId));
    const refused = wanted.filter((mtId) => !known.has(mtId)).map(notUnknown);
    for (const { mtId, code } of refused) notes.on(mtId, code);
    return { asked: texts.length, refused };
  }

  private async shown(search: UnknownSearch, shown: Shown): Promise<UnknownList> {
    const { texts, ...rest } = await this.unknowns.list(search, MOST_SHOWN);
    return { texts: texts.map((text) => ({ ...text, subscriber: shown(text.subscriber) })), ...rest };
  }
}

function notUnknown(mtId: string): NotResolved {
  return {
    mtId,
    code: 'NOT_UNKNOWN',
    message: 'Its outcome is not unknown (any more): a receipt or somebody else resolved it.',
  };
}
