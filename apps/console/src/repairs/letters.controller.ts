import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Param,
  Post,
  Query,
  Sse,
  type MessageEvent,
} from '@nestjs/common';
import {
  consentChanged,
  consentRequested,
  consentState,
  intentResolved,
  moReceived,
  personEraseRequested,
} from '@parley/contracts';
import { LetterDesk, type RedriveOutcome } from '@parley/messaging';
import { ApiAccess, Needs } from '@parley/platform';
import type { Observable } from 'rxjs';
import { z } from 'zod';
import { Noted, type AuditNotes } from '../audit/audit-notes.js';
import { Live } from '../live.js';
import { Viewer } from '../viewer.js';
import { bodyOf, searchOf } from '../asked.js';
import { kafkaAway, LettersView, type LetterList, type LetterPage } from './letters.view.js';

const MOST = 500;
const LOOK_EVERY_MS = 4_000;
const SOURCE = 'parley/console';

const instant = z.iso.datetime({ offset: true });
const query = z.object({
  topic: z.string().max(200).optional(),
  reason: z.string().max(40).optional(),
  since: instant.optional(),
  until: instant.optional(),
  redriven: z.enum(['yes', 'no']).optional(),
});

const asked = z.strictObject({
  letters: z
    .array(z.strictObject({ id: z.string().min(1).max(300), value: z.string().min(1).optional() }))
    .min(1)
    .max(MOST),
});
const ASKED = `Send {"letters": [{"id": …, "value": its new value where it is edited}]}, ${MOST} at most.`;

/**
 * Where a person's words, or what follows from them, are the proof of consent, or ask to be forgotten: only who may change
 * consent edits it.
 */
const OF_CONSENT: ReadonlySet<string> = new Set(
  [...[moReceived, intentResolved, consentRequested, consentChanged, consentState], personEraseRequested].map(
    ({ topic }) => topic,
  ),
);

/** What became of one letter, as the pages are told; not the record. */
export type LetterOutcome =
  | {
      readonly id: string;
      readonly origin: string;
      readonly ok: true;
      readonly changed: readonly string[];
      readonly readers: readonly string[];
      readonly conversationId: string;
    }
  | {
      readonly id: string;
      readonly origin: string;
      readonly ok: false;
      readonly code: string;
      readonly message: string;
    };

/** Records that no consumer could take: looked at, edited, tried out, and published again. */
@Controller('v1/letters')
export class LettersController {
  constructor(
    private readonly views: LettersView,
    private readonly desk: LetterDesk,
    private readonly viewer: Viewer,
    private readonly access: ApiAccess,
    private readonly live: Live,
  ) {}

  @Get()
  @Needs('letters:see')
  list(@Query() raw: object): Promise<LetterList> {
    return this.views.list(searchOf(query, raw));
  }

  @Sse('news')
  @Needs('letters:see')
  news(@Query() raw: object): Observable<MessageEvent> {
    const search = searchOf(query, raw);
    return this.live.watch(() => this.views.list(search), LOOK_EVERY_MS);
  }

  @Get(':id')
  @Needs('letters:see')
  show(@Param('id') id: string): Promise<LetterPage> {
    return this.views.one(id);
  }

  /** What would become of them: decoded and checked as their consumers do. Nothing is published. */
  @Post('try-out')
  @Needs('letters:see')
  @HttpCode(200)
  async tryOut(
    @Body() body: unknown,
    @Headers('authorization') authorization?: string,
  ): Promise<{ outcomes: LetterOutcome[] }> {
    const { letters } = bodyOf(asked, body, 'REDRIVE_INVALID', ASKED);
    const mayEdit = await this.editsOf(authorization);
    return told(await this.desk.tryOut(letters, SOURCE, mayEdit).catch(kafkaAway));
  }

  @Post('redrive')
  @Needs('repairs:write')
  @HttpCode(200)
  async redrive(
    @Body() body: unknown,
    @Noted() notes: AuditNotes,
    @Headers('authorization') authorization?: string,
  ): Promise<{ outcomes: LetterOutcome[] }> {
    const { letters } = bodyOf(asked, body, 'REDRIVE_INVALID', ASKED);
    const by = await this.viewer.name(authorization, 'repairs:write');
    const mayEdit = await this.editsOf(authorization);
    const outcomes = await this.desk.redrive(letters, { by, source: SOURCE, mayEdit }).catch(kafkaAway);
    this.views.forget();
    for (const outcome of outcomes)
      notes.on(outcome.origin || outcome.id, outcome.ok ? undefined : outcome.code);
    return told(outcomes);
  }

  /** Records of which topics whoever asks may edit. */
  private async editsOf(authorization: string | undefined): Promise<(topic: string) => boolean> {
    const { ok } = await this.access.admit(authorization, 'consents:write');
    return (topic) => ok || !OF_CONSENT.has(topic);
  }
}

function told(outcomes: readonly RedriveOutcome[]): { outcomes: LetterOutcome[] } {
  return {
    outcomes: outcomes.map((outcome) => {
      if (!outcome.ok) return outcome;
      const { id, origin, ok, changed, readers, conversationId } = outcome;
      return { id, origin, ok, changed, readers, conversationId };
    }),
  };
}
