import { externalEventId } from '@parley/messaging';
import { createDataSource, databaseOf, prepared, type Database } from '@parley/persistence';
import { HouseSeal } from '@parley/vault';
import type { House } from '../../tools/parley/platform/house-database.js';
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
/** With the records of some steps, which are sealed there: whether they are the MO's is seen once they are opened. */
const trail = prepared(
  'faults.trail',
  `SELECT 'seen by ' || consumer AS step, NULL AS records FROM messaging.inbox WHERE event_id = $1
   UNION ALL SELECT 'in the spool', record FROM ingest.spool
   UNION ALL SELECT 'parked by ' || consumer, NULL FROM messaging.parked WHERE key = $2
   UNION ALL SELECT 'left in the outbox of ' || source, records FROM messaging.outbox
   UNION ALL SELECT 'queued', NULL FROM dispatcher.queue WHERE subscriber = $2
   UNION ALL SELECT 'kept as ' || status, NULL FROM dispatcher.mt WHERE in_reply_to = $1`,
);
/** An earlier build's tables may know of no seal. */
const sealable = prepared('faults.sealable', `SELECT to_regclass('vault.at_rest') IS NOT NULL AS sealable`);

/** What the services themselves have kept: which outcomes are shown, and where a lost text was last seen. */
export class Outcomes {
  private constructor(
    private readonly database: Database,
    readonly close: () => Promise<void>,
  ) {}

  static async open({ databaseUrl, pepper }: House): Promise<Outcomes> {
    const sealing = HouseSeal.of(pepper);
    const source = createDataSource({
      url: databaseUrl,
      poolSize: 1,
      applicationName: 'parley-faults',
      sealing,
    });
    await source.initialize();
    const inTheClear = await databaseOf(source);
    const [row] = await inTheClear.query<{ sealable: boolean }>(sealable());
    const database = row!.sealable ? await databaseOf(source, sealing) : inTheClear;
    return new Outcomes(database, () => source.destroy());
  }

  /** @param moIds the simulator's ids of the MOs that may have been answered */
  async of(phones: readonly string[], moIds: readonly string[]): Promise<KeptOutcome[]> {
    const mos = new Map(moIds.map((moId) => [eventIdOf(moId), moId]));
    const statement = kept(this.resting(phones));
    const rows = await this.database.query<KeptOutcome & { moEventId: string | null }>(statement);
    return rows.map(({ moEventId, ...outcome }) => ({ ...outcome, moId: mos.get(moEventId ?? '') }));
  }

  /** How many texts to these phones wait or are under way. */
  async waiting(phones: readonly string[]): Promise<number> {
    const [row] = await this.database.query<{ count: number }>(waiting(this.resting(phones)));
    return row?.count ?? 0;
  }

  /** Where an MO is known: for finding out why it was lost. */
  async trail(moId: string, phone: string): Promise<string[]> {
    const eventId = eventIdOf(moId);
    const statement = trail(eventId, this.database.rest.number(phone));
    const rows = await this.database.query<{ step: string; records: string | null }>(statement);
    const isOfIt = (records: string): boolean => records.includes(eventId) || records.includes(phone);
    return rows.filter(({ records }) => records === null || isOfIt(records)).map(({ step }) => step);
  }

  private resting(phones: readonly string[]): string[] {
    return phones.map((phone) => this.database.rest.number(phone));
  }
}

/** The event that ingest makes of the simulator's MO. */
function eventIdOf(moId: string): string {
  return externalEventId('simulator', `mo/${moId}`);
}
