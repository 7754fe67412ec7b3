import { Injectable } from '@nestjs/common';
import { isUuid } from '@parley/messaging';
import { Database, type Statement } from '@parley/persistence';
import { standingOf, type Standing } from './domain/standing.js';
import type { StoryEntry } from './domain/story-entry.js';
import * as sql from './story.sql.pg.js';
import { StoryStore, type Conversation, type Search } from './story.store.js';

type Nullable<T> = { [K in keyof T]: T[K] | null };
type Row<T, D extends keyof T> = Nullable<Omit<T, D>> & Record<D, Date>;

/** The story in `console.story` and `console.conversations`. */
@Injectable()
export class PgStoryStore extends StoryStore {
  constructor(private readonly database: Database) {
    super();
  }

  save(entries: readonly StoryEntry[]): readonly Statement[] {
    if (entries.length === 0) return [];
    const merged = new Map<string, object>();
    for (const entry of entries) {
      const standing = standingOf(entry);
      if (standing === undefined) continue;
      merged.set(standing.conversationId, { ...merged.get(standing.conversationId), ...rowOf(standing) });
    }
    const inserted = sql.insertEntries(JSON.stringify(entries));
    return merged.size === 0
      ? [inserted]
      : [inserted, sql.mergeConversations(JSON.stringify([...merged.values()]))];
  }

  async search(search: Search, most: number): Promise<Conversation[]> {
    const { number, text, keyword, state, sender } = search;
    const values = [number && escaped(number), text && escaped(text), keyword, state, sender];
    const rows = await this.database.query<Row<Conversation, 'lastAt'>>(
      sql.searchConversations(...values.map((value) => value || null), most),
    );
    return rows.map(conversationOf);
  }

  async conversation(conversationId: string): Promise<Conversation | undefined> {
    const [row] = await this.database.query<Row<Conversation, 'lastAt'>>(
      sql.findConversation(conversationId),
    );
    return row && conversationOf(row);
  }

  async entries(conversationId: string, most: number): Promise<StoryEntry[]> {
    const rows = await this.database.query<Row<StoryEntry, 'at'>>(sql.newestEntries(conversationId, most));
    return rows.map((row) => present<StoryEntry>({ ...row, at: row.at.toISOString() })).reverse();
  }

  async conversationsOf(id: string): Promise<string[]> {
    const uuid = isUuid(id) ? id : null;
    const rows = await this.database.query<{ id: string }>(sql.conversationsOfId(id, uuid));
    return rows.map((row) => row.id);
  }

  async version(conversationId: string): Promise<string> {
    const [row] = await this.database.query<{ version: string }>(sql.versionOf(conversationId));
    return row!.version;
  }
}

function rowOf({
  conversationId: id,
  subscriber,
  sender,
  at,
  text,
  keyword,
  state,
  caseId,
}: Standing): object {
  return {
    ...{ id, subscriber, sender, at },
    ...(text && { text: text.words, by: text.by, textAt: at }),
    ...(keyword !== undefined && { keyword, keywordAt: at }),
    ...(state !== undefined && { state, stateAt: at }),
    ...(caseId !== undefined && { caseId, caseAt: at }),
  };
}

const conversationOf = (row: Row<Conversation, 'lastAt'>): Conversation =>
  present<Conversation>({ ...row, lastAt: row.lastAt.toISOString() });

/** What PostgreSQL says is null is absent here. */
function present<T>(row: Nullable<T>): T {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as T;
}

/** For LIKE: what was typed is meant as it stands. */
const escaped = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
