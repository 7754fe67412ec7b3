import { Injectable } from '@nestjs/common';
import { Database, prepared, type Statement } from '@parley/persistence';
import type { Preferences, Told } from './domain/preference.decide.js';
import { PreferenceStore } from './preference.store.js';

interface PreferencesRow {
  subscriber: string;
  version: number;
  preferences: Told[];
}

const select = prepared(
  'preferences.load',
  `SELECT subscriber, version, preferences FROM subscriptions.preferences WHERE subscriber = ANY($1::text[])`,
);

/** subscribers, versions, preferences. A version only grows: who wrote from an older state decides again. */
const upsert = prepared(
  'preferences.save',
  `WITH saved AS (
     INSERT INTO subscriptions.preferences AS p (subscriber, version, preferences)
     SELECT subscriber, version, preferences::jsonb
     FROM unnest($1::text[], $2::int[], $3::text[]) AS n (subscriber, version, preferences)
     ON CONFLICT (subscriber) DO UPDATE SET version = excluded.version, preferences = excluded.preferences
       WHERE p.version < excluded.version
     RETURNING 1)
   SELECT subscriptions.expect_saved(cardinality($1::text[]), (SELECT count(*) FROM saved))`,
);

/** Preferences in `subscriptions.preferences`. */
@Injectable()
export class PgPreferenceStore extends PreferenceStore {
  constructor(private readonly database: Database) {
    super();
  }

  async load(subscribers: readonly string[]): Promise<Map<string, Preferences>> {
    const { rest } = this.database;
    const numbers = subscribers.map((subscriber) => rest.number(subscriber));
    const rows = await this.database.query<PreferencesRow>(select(numbers));
    return new Map(
      rows.map(({ subscriber, version, preferences }) => [subscriber, { version, told: preferences }]),
    );
  }

  save(changed: ReadonlyMap<string, Preferences>): readonly Statement[] {
    if (changed.size === 0) return [];
    const { rest } = this.database;
    const subscribers = [...changed.keys()].sort();
    const all = subscribers.map((subscriber) => changed.get(subscriber)!);
    return [
      upsert(
        subscribers.map((subscriber) => rest.number(subscriber)),
        all.map(({ version }) => version),
        // An empty list rests as it is: by it an erasure knows who told nothing.
        all.map(({ told }) => (told.length === 0 ? '[]' : rest.json(JSON.stringify(told)))),
      ),
    ];
  }
}
