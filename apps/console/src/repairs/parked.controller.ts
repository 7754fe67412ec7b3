import { Body, Controller, Get, Headers, HttpCode, Post, Sse, type MessageEvent } from '@nestjs/common';
import { ParkedConversations, type ParkedConversation } from '@parley/messaging';
import { Needs } from '@parley/platform';
import { from, mergeMap, type Observable } from 'rxjs';
import { z } from 'zod';
import { bodyOf } from '../asked.js';
import { Noted, type AuditNotes } from '../audit/audit-notes.js';
import { Live } from '../live.js';
import { Viewer, type Shown } from '../viewer.js';

const MOST = 200;
const LOOK_EVERY_MS = 2_000;

const said = z.strictObject({ ids: z.array(z.number().int().positive()).min(1).max(MOST) });
const SAY = `Send {"ids": [as the list names them, ${MOST} at most]}.`;

export interface ParkedList {
  readonly conversations: readonly ParkedConversation[];
}

/** Conversations set aside, as one of their events could not be decided: looked at, and released. */
@Controller('v1/parked')
export class ParkedController {
  constructor(
    private readonly parked: ParkedConversations,
    private readonly viewer: Viewer,
    private readonly live: Live,
  ) {}

  @Get()
  @Needs('operations:read')
  async list(@Headers('authorization') authorization?: string): Promise<object> {
    return this.shown(await this.viewer.numbers(authorization));
  }

  @Sse('news')
  @Needs('operations:read')
  news(@Headers('authorization') authorization?: string): Observable<MessageEvent> {
    return from(this.viewer.numbers(authorization)).pipe(
      mergeMap((shown) => this.live.watch(() => this.shown(shown), LOOK_EVERY_MS)),
    );
  }

  /** Has their events taken again, in their order, within seconds. */
  @Post('release')
  @Needs('repairs:write')
  @HttpCode(200)
  async release(
    @Body() body: unknown,
    @Noted() notes: AuditNotes,
  ): Promise<{ events: number; refused: { id: number; code: string; message: string }[] }> {
    const { ids } = bodyOf(said, body, 'RELEASE_INVALID', SAY);
    const known = new Map((await this.parked.list(MOST)).map((one) => [one.id, one]));
    let events = 0;
    const refused: { id: number; code: string; message: string }[] = [];
    for (const id of new Set(ids)) {
      const one = known.get(id);
      const released = await this.parked.releaseThat(id);
      events += released;
      const code = released === 0 ? 'NOTHING_PARKED' : undefined;
      notes.on(one === undefined ? String(id) : `${one.conversationId ?? id} ${one.consumer}`, code);
      if (code !== undefined)
        refused.push({ id, code, message: 'Nothing of it waits (any more): somebody released it before.' });
    }
    return { events, refused };
  }

  private async shown(shown: Shown): Promise<ParkedList> {
    const conversations = await this.parked.list(MOST);
    return { conversations: conversations.map((one) => ({ ...one, subscriber: shown(one.subscriber) })) };
  }
}
