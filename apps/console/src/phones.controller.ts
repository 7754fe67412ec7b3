import {
  BadRequestException,
  Body,
  Controller,
  HttpCode,
  Param,
  Post,
  Sse,
  type MessageEvent,
} from '@nestjs/common';
import { ConfigDirectory, ConversationIds } from '@parley/messaging';
import { Needs } from '@parley/platform';
import { normalizeNumber } from '@parley/sms';
import type { Observable } from 'rxjs';
import { z } from 'zod';
import { Noted, type AuditNotes } from './audit/audit-notes.js';
import { Live } from './live.js';
import { Simulator } from './neighbours.js';

const sent = z.object({ to: z.string().min(1).max(20), text: z.string().min(1).max(1600) }).strict();

interface Inbox {
  readonly messages: readonly { seq: number; from: string; text: string; at: number; segments: number }[];
  readonly after: number;
}

/** The simulator keeps the answer back for as long as there is nothing, ms. */
const WAIT_MS = 25_000;

/** Plays phones at the carrier simulator: what a person would hold in their hand. */
@Controller('v1/phones')
export class PhonesController {
  constructor(
    private readonly simulator: Simulator,
    private readonly directory: ConfigDirectory,
    private readonly conversations: ConversationIds,
    private readonly live: Live,
  ) {}

  @Post(':number/texts')
  @Needs('phone:write')
  @HttpCode(202)
  async text(
    @Param('number') raw: string,
    @Body() body: unknown,
    @Noted() notes: AuditNotes,
  ): Promise<object> {
    const from = numberOf(raw);
    const parsed = sent.safeParse(body);
    if (!parsed.success) {
      const message = 'Send {"to": a sender, "text": 1 to 1600 characters}.';
      throw new BadRequestException({ code: 'TEXT_INVALID', message });
    }
    const { to, text } = parsed.data;
    const conversationId = this.conversations.of(from, to);
    notes.on(conversationId);
    const carrier = this.directory.senders.get(to)?.carrier;
    // Marked, so that its trace is kept whatever the share that is sampled.
    const answer = await this.simulator.ask('/control/texts', {
      body: { from, to, text, carrier: played(carrier), debug: true },
    });
    return { ...(answer as object), conversationId };
  }

  @Sse(':number/news')
  @Needs('phone:write')
  news(@Param('number') raw: string): Observable<MessageEvent> {
    const phone = encodeURIComponent(numberOf(raw));
    let after: number | undefined;
    return this.live.stream(async (signal) => {
      const wait = after === undefined ? 0 : WAIT_MS;
      const path = `/control/inbox?phone=${phone}&after=${after ?? 0}&wait=${wait}`;
      const inbox = (await this.simulator.ask(path, { signal })) as Inbox;
      const first = after === undefined;
      after = inbox.after;
      if (inbox.messages.length === 0 && !first) return undefined;
      return {
        messages: inbox.messages.map(({ seq, from, text, at, segments }) => ({
          seq,
          from,
          text,
          at: at / 1000,
          segments,
        })),
      };
    });
  }
}

/** Carriers that the simulator plays; of any other its own dialect stands in. */
function played(carrier: string | undefined): string | undefined {
  return carrier === 'twilio' || carrier === 'smpp' ? carrier : undefined;
}

function numberOf(raw: string): string {
  const number = normalizeNumber(raw, 'US');
  if (number.ok) return number.e164;
  throw new BadRequestException({ code: number.code, message: number.message });
}
