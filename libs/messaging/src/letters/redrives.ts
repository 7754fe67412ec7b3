import { prepared, type Database } from '@parley/persistence';

/** That the record of a dead letter was published again. */
export interface Redriven {
  /** ISO 8601. */
  readonly at: string;
  readonly by: string;
  readonly edited: boolean;
}

const known = prepared(
  'redrives.known',
  `SELECT concat(topic, '/', partition, '@', "offset") AS origin, redriven_at AS at, redriven_by AS by, edited
   FROM messaging.redrives WHERE redriven_at > now() - interval '40 days'`,
);
const mark = prepared(
  'redrives.mark',
  `INSERT INTO messaging.redrives (topic, partition, "offset", redriven_by, edited)
   SELECT r.topic, r.partition, r."offset", $2, r.edited
   FROM json_to_recordset($1::json) AS r(topic text, partition int, "offset" bigint, edited boolean)
   ON CONFLICT DO NOTHING`,
);

/** Which records of dead letters were published again; letters themselves lie on Kafka for 30 days, as they are. */
export class Redrives {
  constructor(private readonly database: Database) {}

  /** By the place where the record lay, as `originOf` writes it. */
  async known(): Promise<ReadonlyMap<string, Redriven>> {
    const rows = await this.database.query<{ origin: string; at: Date; by: string; edited: boolean }>(
      known(),
    );
    return new Map(rows.map(({ origin, at, by, edited }) => [origin, { at: at.toISOString(), by, edited }]));
  }

  async mark(
    records: readonly { topic: string; partition: number; offset: string; edited: boolean }[],
    by: string,
  ): Promise<void> {
    await this.database.query(mark(JSON.stringify(records), by));
  }
}
