import { Injectable } from '@nestjs/common';
import { isUuid, SealedWords, type Opener } from '@parley/messaging';
import { Database, type Statement } from '@parley/persistence';
import { apart, together, type Spoken } from './domain/spoken.js';
import { standingOf, type Standing } from './domain/standing.js';
import type { StoryEntry } from './domain/story-entry.js';
import { entryPlace, lastTextPlace } from './domain/story-places.js';
import * as sql from './story.sql.pg.js';
import { StoryStore, type Conversation, type Search } from './story.store.js';
import { WordMarks } from './word-marks.js';

type Nullable<T> = { [K in keyof T]: T[K] | null };
type Row<T, D extends keyof T> = Nullable<Omit<T, D>> & Record<D, Date>;
/** Words of before they were sealed stand in their own column. */
type ConversationRow = Row<Conversation, 'lastAt'> & { sealedLastText: Buffer | null };
type EntryRow = Row<StoryEntry, 'at'> & { sealed: Buffer | null };

/** The story in `console.story` and `console.conversations`; what was said is sealed under the person's key. */
@Injectable()
export class PgStoryStore extends StoryStore {
  constructor(
    private readonly database: Database,
    private readonly words: SealedWords,
    private readonly marks: WordMarks,
  ) {
    super();
  }

  async prepare(entries: readonly StoryEntry[]): Promise<void> {
    await this.words.ready(peopleOf(entries));
  }

  save(entries: readonly StoryEntry[]): readonly Statement[] {
    if (entries.length === 0) return [];
    const merged = new Map<string, object>();
    for (const entry of entries) {
      const standing = standingOf(entry);
      if (standing === undefined) continue;
      merged.set(standing.conversationId, {
        ...merged.get(standing.conversationId),
        ...this.rowOf(standing),
      });
    }
    const inserted = sql.insertEntries(JSON.stringify(entries.map((entry) => this.sealed(entry))));
    return merged.size === 0
      ? [inserted]
      : [inserted, sql.mergeConversations(JSON.stringify([...merged.values()]))];
  }

  async search(search: Search, most: number): Promise<Conversation[]> {
    const { numbers, text, keyword, state, sender } = search;
    const marks = this.marks.of(text ?? '');
    const kept = numbers?.map((number) => this.database.rest.number(number)) ?? null;
    const words = text ? escaped(text) : null;
    const others = [keyword, state, sender].map((value) => value || null);
    const rows = await this.database.query<ConversationRow>(
      sql.searchConversations(kept, words, marks.length > 0 ? marks : null, ...others, most),
    );
    const open = await this.words.opener(rows.map(({ subscriber }) => subscriber!));
    return rows.map((row) => conversationOf(row, open));
  }

  async conversation(conversationId: string): Promise<Conversation | undefined> {
    const [row] = await this.database.query<ConversationRow>(sql.findConversation(conversationId));
    return row && conversationOf(row, await this.words.opener([row.subscriber!]));
  }

  async entries(conversationId: string, most: number): Promise<StoryEntry[]> {
    const rows = await this.database.query<EntryRow>(sql.newestEntries(conversationId, most));
    const open = await this.words.opener(rows.map(({ subscriber }) => subscriber!));
    return rows.map((row) => entryOf(row, open)).reverse();
  }

  async conversationsOf(id: string): Promise<string[]> {
    const uuid = isUuid(id) ? id : null;
    const rows = await this.database.query<{ id: string }>(sql.conversationsOfId(id, uuid));
    return rows.map((row) => row.id);
  }

  /** An entry as its row: the number and words sealed, and marks of the text's to find it by. */
  private sealed(entry: StoryEntry): object {
    const { rest, spoken } = apart({ ...entry, subscriber: this.database.rest.number(entry.subscriber) });
    if (spoken === undefined) return rest;
    const sealed = this.words.seal(entry.subscriber, JSON.stringify(spoken), entryPlace(entry.eventId));
    const wordMarks = entry.text === undefined ? undefined : this.marks.of(entry.text);
    return { ...rest, sealed: sealed.toString('hex'), wordMarks };
  }

  private rowOf(standing: Standing): object {
    const { conversationId: id, subscriber, sender, at, text, keyword, state, caseId } = standing;
    const sealed = text && this.words.seal(subscriber, text.words, lastTextPlace(id)).toString('hex');
    return {
      ...{ id, subscriber: this.database.rest.number(subscriber), sender, at },
      ...(text && { sealed, by: text.by, textAt: at }),
      ...(keyword !== undefined && { keyword, keywordAt: at }),
      ...(state !== undefined && { state, stateAt: at }),
      ...(caseId !== undefined && { caseId, caseAt: at }),
    };
  }

  async version(conversationId: string): Promise<string> {
    const [row] = await this.database.query<{ version: string }>(sql.versionOf(conversationId));
    return row!.version;
  }
}

/** Of whom entries hold words. */
const peopleOf = (entries: readonly StoryEntry[]): string[] =>
  entries.flatMap((entry) => (apart(entry).spoken === undefined ? [] : [entry.subscriber]));

/** What was said last; where it stands in plain, the release before wrote it after what is sealed. */
function conversationOf({ sealedLastText, ...row }: ConversationRow, open: Opener): Conversation {
  const place = lastTextPlace(row.conversationId!);
  const sealed = sealedLastText === null ? null : open(row.subscriber!, sealedLastText, place);
  const lastText = row.lastText ?? sealed ?? null;
  return present<Conversation>({ ...row, lastText, lastAt: row.lastAt.toISOString() });
}

/** What does not open any more is shown without its words. */
function entryOf({ sealed, ...row }: EntryRow, open: Opener): StoryEntry {
  const rest = present<StoryEntry>({ ...row, at: row.at.toISOString() });
  const said = sealed === null ? undefined : open(rest.subscriber, sealed, entryPlace(rest.eventId));
  return said === undefined ? rest : together(rest, JSON.parse(said) as Spoken);
}

/** What PostgreSQL says is null is absent here. */
function present<T>(row: Nullable<T>): T {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as T;
}

/** For LIKE: what was typed is meant as it stands. */
const escaped = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
