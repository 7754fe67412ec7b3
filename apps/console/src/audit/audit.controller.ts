import { Controller, Get, Query, Sse, type MessageEvent } from '@nestjs/common';
import { Needs } from '@parley/platform';
import type { Observable } from 'rxjs';
import { z } from 'zod';
import { searchOf } from '../asked.js';
import { Live } from '../live.js';
import { AuditStore } from './audit.store.js';

const MOST = 200;
const LOOK_EVERY_MS = 2_000;

const instant = z.iso.datetime({ offset: true });
const query = z.object({
  who: z.string().max(80).optional(),
  what: z.string().max(200).optional(),
  outcome: z.enum(['ok', 'refused']).optional(),
  since: instant.optional(),
  until: instant.optional(),
  before: z.coerce.number().int().positive().optional(),
});

/** Who changed what by the console, and what was refused. */
@Controller('v1/audit')
export class AuditController {
  constructor(
    private readonly audit: AuditStore,
    private readonly live: Live,
  ) {}

  @Get()
  @Needs('audit:see')
  async search(@Query() raw: object): Promise<object> {
    return { entries: await this.audit.search(searchOf(query, raw), MOST), most: MOST };
  }

  @Sse('news')
  @Needs('audit:see')
  news(@Query() raw: object): Observable<MessageEvent> {
    const search = searchOf(query, raw);
    return this.live.watch(
      async () => ({ entries: await this.audit.search(search, MOST), most: MOST }),
      LOOK_EVERY_MS,
    );
  }
}
