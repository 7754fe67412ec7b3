import { Injectable } from '@nestjs/common';
import { SealedWords } from '@parley/messaging';
import { Database } from '@parley/persistence';
import * as sql from './operations.sql.pg.js';
import {
  OperationsStore,
  type Flow,
  type Held,
  type Pace,
  type Reason,
  type SentTexts,
  type Trouble,
  type TroubleCounts,
  type WaitingTexts,
} from './operations.store.js';
import { lastTextPlace } from './domain/story-places.js';

/** Dates become ISO 8601, and what is null is absent. */
type Raw<T> = { [K in keyof T]: T[K] | Date | null };

@Injectable()
export class PgOperationsStore extends OperationsStore {
  constructor(
    private readonly database: Database,
    private readonly words: SealedWords,
  ) {
    super();
  }

  waiting(): Promise<WaitingTexts[]> {
    return this.rows(sql.waiting());
  }

  sent(withinS: number): Promise<SentTexts[]> {
    return this.rows(sql.sent(withinS));
  }

  paces(): Promise<Pace[]> {
    return this.rows(sql.paces());
  }

  holds(): Promise<Held[]> {
    return this.rows(sql.holds());
  }

  async flow(withinS: number): Promise<Flow> {
    const [row] = await this.rows<Flow>(sql.flow(withinS));
    return row!;
  }

  reasons(withinS: number, most: number): Promise<Reason[]> {
    return this.rows(sql.reasons(withinS, most));
  }

  minutes(count: number): Promise<{ at: string; mos: number; mts: number }[]> {
    return this.rows(sql.minutes(count));
  }

  async troubles(most: number): Promise<Trouble[]> {
    const rows = await this.rows<Trouble & { sealed?: Buffer }>(sql.troubles(most));
    const open = await this.words.opener(rows.flatMap((row) => (row.sealed ? [row.subscriber!] : [])));
    return rows.map(({ sealed, ...row }) => {
      const said = sealed && open(row.subscriber!, sealed, lastTextPlace(row.conversationId!));
      return said === undefined || row.detail !== undefined ? row : { ...row, detail: said };
    });
  }

  async troubleCounts(): Promise<TroubleCounts> {
    const [row] = await this.rows<TroubleCounts>(sql.troubleCounts());
    return row!;
  }

  private async rows<T extends object>(statement: ReturnType<typeof sql.waiting>): Promise<T[]> {
    const rows = await this.database.query<Raw<T>>(statement);
    return rows.map((row) => {
      const present = Object.entries(row).filter(([, value]) => value !== null);
      const plain = present.map(([name, value]) => [
        name,
        value instanceof Date ? value.toISOString() : value,
      ]);
      return Object.fromEntries(plain) as T;
    });
  }
}
