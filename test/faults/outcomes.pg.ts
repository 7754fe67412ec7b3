import { externalEventId } from '@parley/messaging';
import { createDataSource, databaseOf, prepared, type Database } from '@parley/persistence';
import type { KeptOutcome } from './judge/evidence.js';

const kept = prepared(
  'faults.kept',
  `SELECT id AS "mtId", in_reply_to AS "moEventId", subscriber AS phone, status, code
   FROM dispatcher.mt WHERE subscriber = ANY($1::text[])`,
);
const waiting = prepared(
  'faults.waiting',
  'SELECT count(*)::int AS count FROM dispatcher.queue WHERE subscriber = ANY($1::text[])',
);
const trail = prepared(
  'faults.trail',
  `SELECT 'seen by ' || consumer AS step FROM messaging.inbox WHERE event_id = $1
   UNION ALL SELECT 'in the spool' FROM ingest.spool WHERE record LIKE '%' || $1::text || '%'
   UNION ALL SELECT 'parked by ' || consumer FROM messaging.parked WHERE key = $2
   UNION ALL SELECT 'left in the outbox of ' || source FROM messaging.outbox WHERE records LIKE '%' || $2 || '%'
   UNION ALL SELECT 'queued' FROM dispatcher.queue WHERE subscriber = $2
   UNION ALL SELECT 'kept as ' || status FROM dispatcher.mt WHERE in_reply_to = $1`,
);

/** What the services themselves have kept: which outcomes are shown, and where a lost text was last seen. */
export class Outcomes {
  private constructor(
    private readonly database: Database,
    readonly close: () => Promise<void>,
  ) {}

  static async open(url: string): Promise<Outcomes> {
    const source = createDataSource({ url, poolSize: 1, applicationName: 'parley-faults' });
    await source.initialize();
    return new Outcomes(databaseOf(source), () => source.destroy());
  }

  /** @param moIds the simulator's ids of the MOs that may have been answered */
  async of(phones: readonly string[], moIds: readonly string[]): Promise<KeptOutcome[]> {
    const mos = new Map(moIds.map((moId) => [eventIdOf(moId), moId]));
    const rows = await this.database.query<KeptOutcome & { moEventId: string | null }>(kept([...phones]));
    return rows.map(({ moEventId, ...outcome }) => ({ ...outcome, moId: mos.get(moEventId ?? '') }));
  }

  /** How many texts to these phones wait or are under way. */
  async waiting(phones: readonly string[]): Promise<number> {
    const [row] = await this.database.query<{ count: number }>(waiting([...phones]));
    return row?.count ?? 0;
  }

  /** Where an MO is known: for finding out why it was lost. */
  async trail(moId: string, phone: string): Promise<string[]> {
    const rows = await this.database.query<{ step: string }>(trail(eventIdOf(moId), phone));
    return rows.map(({ step }) => step);
  }
}

/** The event that ingest makes of the simulator's MO. */
function eventIdOf(moId: string): string {
  return externalEventId('simulator', `mo/${moId}`);
}
