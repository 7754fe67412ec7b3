import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  HttpException,
  Param,
  Post,
  Sse,
  type MessageEvent,
} from '@nestjs/common';
import { campaignCancelRequested, campaignHoldRequested, campaignRequested } from '@parley/contracts';
import { externalEventId } from '@parley/messaging';
import { Clock, Needs } from '@parley/platform';
import type { Observable } from 'rxjs';
import { Noted, type AuditNotes } from './audit/audit-notes.js';
import { CampaignOrdersStore } from './campaign-orders.store.js';
import { draftOf, orderOf, startOf } from './campaign.bodies.js';
import { CampaignReviews, type CampaignReview } from './campaign-review.js';
import { CampaignsView, type CampaignPage } from './campaigns.view.js';
import { nameTaken, type Finding } from './domain/campaign-findings.js';
import { Live } from './live.js';
import { RequestPublisher } from './request.publisher.js';
import { Viewer } from './viewer.js';

const LOOK_EVERY_MS = 2_000;

/** One text to many people: looked at before it starts, started, followed, paused, resumed and cancelled. */
@Controller('v1/campaigns')
export class CampaignsController {
  constructor(
    private readonly views: CampaignsView,
    private readonly reviews: CampaignReviews,
    private readonly orders: CampaignOrdersStore,
    private readonly requests: RequestPublisher,
    private readonly viewer: Viewer,
    private readonly live: Live,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Needs('campaigns:read')
  list(): Promise<object> {
    return this.views.list();
  }

  @Sse('news')
  @Needs('campaigns:read')
  listNews(): Observable<MessageEvent> {
    return this.live.watch(() => this.views.list(), LOOK_EVERY_MS);
  }

  @Get(':campaign')
  @Needs('campaigns:read')
  show(@Param('campaign') campaign: string): Promise<CampaignPage> {
    return this.views.one(campaign);
  }

  @Sse(':campaign/news')
  @Needs('campaigns:read')
  news(@Param('campaign') campaign: string): Observable<MessageEvent> {
    return this.live.watch(() => this.views.one(campaign), LOOK_EVERY_MS);
  }

  /** Changes nothing: what the campaign would do, and what speaks against it. */
  @Post('review')
  @Needs('campaigns:read')
  @HttpCode(200)
  async review(@Body() body: unknown): Promise<CampaignReview> {
    return (await this.reviews.of(draftOf(body))).review;
  }

  /** Its event's id is made of its name: of two starts of one name, however close, the second is refused. */
  @Post()
  @Needs('campaigns:write')
  @HttpCode(202)
  async start(
    @Body() body: unknown,
    @Noted() notes: AuditNotes,
    @Headers('authorization') authorization?: string,
  ): Promise<object> {
    const { why, ...draft } = startOf(body);
    notes.as('campaigns.start').because(why);
    const { review, subscribers } = await this.reviews.of(draft);
    const refused = ({ code, message }: Finding): HttpException => {
      notes.on(draft.campaign, code);
      return new HttpException({ code, message }, 422);
    };
    const [against] = review.findings;
    if (against?.severity === 'error') throw refused(against);
    const { campaign, sender, program, text, sendAfter, expiresAt } = draft;
    const data = {
      ...{ campaign, sender, program, text, sendAfter, expiresAt, why },
      ...(subscribers && { subscribers: [...subscribers] }),
      ...(await this.asker(authorization)),
    };
    const id = externalEventId('console-campaigns', campaign);
    const { by, requestedAt: at } = data;
    if (!(await this.orders.take({ eventId: id, campaign, order: 'start', by, why, at })))
      throw refused(nameTaken);
    notes.on(campaign);
    try {
      await this.requests.publishAll([{ event: campaignRequested, key: campaign, data, id }]);
    } catch (error) {
      await this.orders.giveBack(id);
      throw error;
    }
    return { campaign, people: review.people };
  }

  @Post(':campaign/orders')
  @Needs('campaigns:write')
  @HttpCode(202)
  async order(
    @Param('campaign') campaign: string,
    @Body() body: unknown,
    @Noted() notes: AuditNotes,
    @Headers('authorization') authorization?: string,
  ): Promise<object> {
    const { order, why } = orderOf(body);
    notes.as(`campaigns.${order}`).because(why);
    await this.assertGoesOn(campaign);
    const data = { campaign, why, ...(await this.asker(authorization)) };
    if (order === 'cancel') await this.requests.publish(campaignCancelRequested, campaign, data);
    else await this.requests.publish(campaignHoldRequested, campaign, { ...data, held: order === 'pause' });
    return { campaign, order };
  }

  private async assertGoesOn(campaign: string): Promise<void> {
    const [run] = (await this.views.one(campaign)).runs;
    if (run === undefined) {
      const message = 'No campaign has this name; look at the list of campaigns.';
      throw new HttpException({ code: 'CAMPAIGN_UNKNOWN', message }, 404);
    }
    if (run.goesOn) return;
    const message = 'Nothing of this campaign waits any more; there is nothing to pause, resume or cancel.';
    throw new HttpException({ code: 'CAMPAIGN_OVER', message }, 409);
  }

  private async asker(authorization: string | undefined): Promise<{ by: string; requestedAt: string }> {
    const by = await this.viewer.name(authorization, 'campaigns:write');
    return { by, requestedAt: new Date(this.clock.now()).toISOString() };
  }
}
