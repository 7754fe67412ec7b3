import { prepared, type Database, type Statement } from '@parley/persistence';
import type { Envelope } from '../envelope.js';
import type { ConversationIds } from '../wire/conversation-id.js';

const newer = prepared(
  'erasures.newer',
  `SELECT encode(subject, 'hex') AS subject, revision, (extract(epoch FROM erased_at) * 1000)::float8 AS "untilMs"
   FROM messaging.erasures WHERE service = $1 AND revision > $2 ORDER BY revision`,
);
const note = prepared(
  'erasures.note',
  `SELECT messaging.note_erasures($1, ARRAY(SELECT decode(s, 'hex') FROM unnest($2::text[]) WITH ORDINALITY AS u (s, n) ORDER BY n),
     $3::timestamptz[])`,
);

interface Row {
  readonly subject: string;
  readonly revision: number;
  readonly untilMs: number;
}

/**
 * Whom this service has forgotten, in memory: some 150 bytes each. Batches commit on the condition that nobody was
 * forgotten since it was read (`revision`, see `Inbox.take`), so that no event of before slips in behind an erasure,
 * whichever replica did it.
 */
export class Erasures {
  private readonly untilMs = new Map<string, number>();
  private readonly listeners: ((subjects: readonly string[]) => void)[] = [];
  private newest: number | undefined;

  constructor(
    private readonly database: Database,
    readonly service: string,
    private readonly people: ConversationIds,
  ) {}

  /** False until it was read for the first time. */
  get isKnown(): boolean {
    return this.newest !== undefined;
  }

  /** Counts erasures; 0 where there was none. */
  get revision(): number {
    return this.newest ?? 0;
  }

  /** Reads what was added. Throws DatabaseError. */
  async refresh(): Promise<void> {
    const rows = await this.database.query<Row>(newer(this.service, this.revision));
    // Another look may have ended before: an instant never goes back.
    for (const { subject, untilMs } of rows)
      this.untilMs.set(subject, Math.max(untilMs, this.untilMs.get(subject) ?? 0));
    this.newest = Math.max(this.revision, rows.at(-1)?.revision ?? 0);
    if (rows.length > 0) for (const tell of this.listeners) tell(rows.map(({ subject }) => subject));
  }

  /** Hears the opaque names (`ConversationIds.ofPerson`) of people who were forgotten, before anything else is decided. */
  onErased(listener: (subjects: readonly string[]) => void): void {
    this.listeners.push(listener);
  }

  /** True: the event is of before its person was forgotten. */
  covers(event: Pick<Envelope, 'key' | 'time'>): boolean {
    const until = this.untilOf(event.key);
    return until !== undefined && event.time <= until;
  }

  /** ms since the epoch: until when this person's events are forgotten. */
  untilOf(subscriber: string): number | undefined {
    return this.untilMs.size === 0 ? undefined : this.untilMs.get(this.people.ofPerson(subscriber));
  }

  /** Notes who was forgotten and until when (ms since the epoch); waits for batches that are being committed. */
  note(until: ReadonlyMap<string, number>): Statement {
    const all = [...until].map(([subscriber, ms]) => ({ subject: this.people.ofPerson(subscriber), ms }));
    return note(
      this.service,
      all.map(({ subject }) => subject),
      all.map(({ ms }) => new Date(ms).toISOString()),
    );
  }
}
