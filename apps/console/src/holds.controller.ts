import {
  BadRequestException,
  Body,
  Controller,
  Headers,
  HttpCode,
  NotFoundException,
  Param,
  Post,
} from '@nestjs/common';
import { campaignHoldRequested, senderHoldRequested } from '@parley/contracts';
import { ConfigDirectory } from '@parley/messaging';
import { Clock, Needs } from '@parley/platform';
import { z } from 'zod';
import { Noted, type AuditNotes } from './audit/audit-notes.js';
import { RequestPublisher } from './request.publisher.js';
import { Viewer } from './viewer.js';

/** Whoever finds it paused has to know why; who lets it go on may say so. */
const wanted = z
  .object({ held: z.boolean(), why: z.string().trim().min(1).max(240).optional() })
  .strict()
  .refine(({ held, why }) => !held || why !== undefined);

type Asked = z.infer<typeof wanted>;

/** Pauses senders and campaigns, and lets them go on: the dispatcher does what is ordered here. */
@Controller('v1')
export class HoldsController {
  constructor(
    private readonly publisher: RequestPublisher,
    private readonly directory: ConfigDirectory,
    private readonly viewer: Viewer,
    private readonly clock: Clock,
  ) {}

  @Post('senders/:sender/hold')
  @Needs('operations:write')
  @HttpCode(202)
  async sender(
    @Param('sender') sender: string,
    @Body() body: unknown,
    @Noted() notes: AuditNotes,
    @Headers('authorization') authorization?: string,
  ): Promise<{ eventId: string }> {
    const asked = noted(notes, 'senders', read(body));
    const order = await this.orderOf(asked, authorization);
    if (!this.directory.senders.has(sender)) {
      const message = 'No such sender is configured; look at Senders for those that are.';
      throw new NotFoundException({ code: 'SENDER_UNKNOWN', message });
    }
    return { eventId: await this.publisher.publish(senderHoldRequested, sender, { sender, ...order }) };
  }

  /** Campaigns that nobody has heard of too: a streamed one has a name, and no beginning. */
  @Post('campaigns/:campaign/hold')
  @Needs('operations:write')
  @HttpCode(202)
  async campaign(
    @Param('campaign') campaign: string,
    @Body() body: unknown,
    @Noted() notes: AuditNotes,
    @Headers('authorization') authorization?: string,
  ): Promise<{ eventId: string }> {
    const asked = noted(notes, 'campaigns', read(body));
    const data = { campaign, ...(await this.orderOf(asked, authorization)) };
    if (!campaignHoldRequested.schema.safeParse(data).success) {
      const message = "This is no campaign's name: lower-case letters, digits and hyphens.";
      throw new BadRequestException({ code: 'CAMPAIGN_INVALID', message });
    }
    return { eventId: await this.publisher.publish(campaignHoldRequested, campaign, data) };
  }

  private async orderOf(order: Asked, authorization: string | undefined) {
    const by = await this.viewer.name(authorization, 'operations:write');
    return { ...order, by, requestedAt: new Date(this.clock.now()).toISOString() };
  }
}

/** One address is for both: the audit log tells them apart. */
function noted(notes: AuditNotes, of: 'senders' | 'campaigns', order: Asked): Asked {
  notes.as(`${of}.${order.held ? 'pause' : 'resume'}`).because(order.why);
  return order;
}

function read(body: unknown): Asked {
  const parsed = wanted.safeParse(body);
  if (parsed.success) return parsed.data;
  const message = 'Send {"held": true or false, "why": 1 to 240 characters}; to pause, "why" is needed.';
  throw new BadRequestException({ code: 'HOLD_INVALID', message });
}
