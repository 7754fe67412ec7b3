import { Injectable } from '@nestjs/common';
import { Database, uuidArray } from '@parley/persistence';
import * as sql from './campaigns.sql.pg.js';
import { CampaignsStore, type Campaign, type CampaignTexts, type Membership } from './campaigns.store.js';
import type { Crowd } from './domain/campaign-hours.js';

/** Campaigns by read-only statements on the dispatcher's tables. */
@Injectable()
export class PgCampaignsStore extends CampaignsStore {
  constructor(private readonly database: Database) {
    super();
  }

  async campaigns(name: string | undefined, most: number): Promise<Campaign[]> {
    const rows = await this.database.query<object>(sql.campaigns(name ?? null, most));
    return rows.map((row) => plain<Campaign>(row));
  }

  async texts(ids: readonly string[]): Promise<CampaignTexts[]> {
    if (ids.length === 0) return [];
    const rows = await this.database.query<object>(sql.texts(uuidArray([...ids])));
    return rows.map((row) => plain<CampaignTexts>(row));
  }

  async members(): Promise<Map<string, number>> {
    const rows = await this.database.query<{ sender: string; program: string; people: number }>(
      sql.members(),
    );
    return new Map(rows.map(({ sender, program, people }) => [`${sender}/${program}`, people]));
  }

  crowds(sender: string, program: string): Promise<Crowd[]> {
    return this.database.query<Crowd>(sql.crowds(sender, program));
  }

  async standing(
    sender: string,
    program: string,
    numbers: readonly string[],
  ): Promise<{ memberships: readonly Membership[]; crowds: readonly Crowd[] }> {
    const rows = await this.database.query<Membership & Crowd>(sql.standings(sender, program, numbers));
    const people = new Map<string, number>();
    for (const row of rows) people.set(row.state, (people.get(row.state) ?? 0) + row.people);
    return {
      memberships: [...people].map(([state, count]) => ({ state, people: count })),
      crowds: rows
        .filter(({ state }) => state === 'in')
        .map(({ number, people: some }) => ({ number, people: some })),
    };
  }
}

/** Dates become ISO 8601, and what is null is absent. */
function plain<T>(row: object): T {
  const present = Object.entries(row as Record<string, unknown>).filter(([, value]) => value !== null);
  const values = present.map(([name, value]) => [name, value instanceof Date ? value.toISOString() : value]);
  return Object.fromEntries(values) as T;
}
