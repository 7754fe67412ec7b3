import { Controller, Get, Headers, Sse, type MessageEvent } from '@nestjs/common';
import { Needs } from '@parley/platform';
import { from, mergeMap, type Observable } from 'rxjs';
import { Live } from './live.js';
import { OperationsView } from './operations.view.js';
import { Viewer } from './viewer.js';

const LOOK_EVERY_MS = 2_000;

/** What goes on: at a glance, by sender, and what only a person can settle. */
@Controller('v1')
export class OperationsController {
  constructor(
    private readonly views: OperationsView,
    private readonly viewer: Viewer,
    private readonly live: Live,
  ) {}

  @Get('overview')
  @Needs('operations:read')
  overview(): Promise<object> {
    return this.views.overview();
  }

  @Sse('overview/news')
  @Needs('operations:read')
  overviewNews(): Observable<MessageEvent> {
    return this.live.watch(() => this.views.overview(), LOOK_EVERY_MS);
  }

  @Get('senders')
  @Needs('operations:read')
  senders(): Promise<object> {
    return this.views.senders();
  }

  @Sse('senders/news')
  @Needs('operations:read')
  sendersNews(): Observable<MessageEvent> {
    return this.live.watch(() => this.views.senders(), LOOK_EVERY_MS);
  }

  @Get('troubles')
  @Needs('operations:read')
  async troubles(@Headers('authorization') authorization?: string): Promise<object> {
    return this.views.troubles(await this.viewer.numbers(authorization));
  }

  @Sse('troubles/news')
  @Needs('operations:read')
  troublesNews(@Headers('authorization') authorization?: string): Observable<MessageEvent> {
    return from(this.viewer.numbers(authorization)).pipe(
      mergeMap((shown) => this.live.watch(() => this.views.troubles(shown), LOOK_EVERY_MS)),
    );
  }
}
