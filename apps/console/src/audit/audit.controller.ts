import { BadRequestException, Controller, Get, Query, Sse, type MessageEvent } from '@nestjs/common';
import { Needs } from '@parley/platform';
import type { Observable } from 'rxjs';
import { z } from 'zod';
import { Live } from '../live.js';
import { AuditStore, type AuditSearch } from './audit.store.js';

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
    return { entries: await this.audit.search(searchOf(raw), MOST), most: MOST };
  }

  @Sse('news')
  @Needs('audit:see')
  news(@Query() raw: object): Observable<MessageEvent> {
    const search = searchOf(raw);
    return this.live.watch(
      async () => ({ entries: await this.audit.search(search, MOST), most: MOST }),
      LOOK_EVERY_MS,
    );
  }
}

function searchOf(raw: object): AuditSearch {
  const given = Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== ''));
  const parsed = query.safeParse(given);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new BadRequestException({
    code: 'SEARCH_INVALID',
    message: `The search can not be read; correct ${fields} (times are ISO 8601).`,
  });
}
