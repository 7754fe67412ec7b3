import { Injectable } from '@nestjs/common';
import { SealedWords } from '@parley/messaging';
import { atRest, Database, type AtRest, type Statement } from '@parley/persistence';
import type { DialogueRecord, RecordOf } from './dialogue.record.js';
import * as sql from './dialogue.sql.pg.js';
import { DialogueStore, type DueDialogue } from './dialogue.store.js';
import { caseMessagePlace } from './domain/case-message-place.js';
import { conversationKey } from './domain/conversation.js';
import { dueOf, isWatched, type Dialogue } from './domain/dialogue/dialogue.js';

/** Dialogues, cases, coupons given, and the copies of consents and preferences, in the schema `router`. */
@Injectable()
export class PgDialogueStore extends DialogueStore {
  constructor(
    private readonly database: Database,
    private readonly words: SealedWords,
  ) {
    super();
  }

  async load(keys: readonly string[]): Promise<Map<string, Dialogue>> {
    const { rest } = this.database;
    const subscribers = keys.map((key) => rest.number(key.slice(0, key.indexOf('|'))));
    const senders = keys.map((key) => key.slice(key.indexOf('|') + 1));
    const rows = await this.database.query<sql.DialogueRow>(sql.selectDialogues(subscribers, senders));
    return new Map(rows.map((row) => [conversationKey(row), sql.dialogueOf(row)]));
  }

  async prepare(records: readonly DialogueRecord[]): Promise<void> {
    await this.words.ready(ofKind(records, 'message').map(({ subscriber }) => subscriber));
  }

  save(records: readonly DialogueRecord[]): readonly Statement[] {
    const { rest } = this.database;
    const of = <K extends DialogueRecord['kind']>(kind: K) => ofKind(records, kind);
    const newest = new Map(of('dialogue').map(({ dialogue }) => [conversationKey(dialogue), dialogue]));
    const statements: Statement[] = [];
    // The guarded ones first: who lost a race hears "decide again" before anything else is refused.
    if (newest.size > 0) statements.push(saved(newest, rest));
    const add = (rows: readonly object[], statement: (json: string) => Statement): void => {
      if (rows.length > 0) statements.push(statement(JSON.stringify(rows)));
    };
    add(atRest(rest, of('coupon')), sql.giveCoupons);
    add(atRest(rest, of('opened')), sql.openCases);
    add(of('closed'), sql.closeCases);
    add(
      of('message').map((message) => this.sealed(message)),
      sql.addMessages,
    );
    add(atRest(rest, of('consent')), sql.saveConsents);
    add(
      atRest(rest, of('preference')).map(({ value, ...told }) => ({
        ...told,
        value: valueAtRest(value, rest),
      })),
      sql.savePreferences,
    );
    return statements;
  }

  private sealed({ subscriber, text, ...message }: RecordOf<'message'>): object {
    const sealed = this.words.seal(subscriber, text, caseMessagePlace(message.eventId));
    return { ...message, sealed: sealed.toString('hex') };
  }

  async claimDue(most: number, nowMs: number): Promise<DueDialogue[]> {
    type Row = sql.DialogueRow & { last_traceparent: string | null };
    const rows = await this.database.query<Row>(sql.claimDue(most, nowMs));
    return rows.map((row) => ({
      ...sql.dialogueOf({ ...row, preferences: null, consents: null }),
      lastTraceparent: row.last_traceparent ?? undefined,
    }));
  }
}

function ofKind<K extends DialogueRecord['kind']>(
  records: readonly DialogueRecord[],
  kind: K,
): RecordOf<K>[] {
  return records.filter((record): record is RecordOf<K> => record.kind === kind);
}

/** As it stands in a row of JSON; undefined stays so. */
function valueAtRest(value: RecordOf<'preference'>['value'], rest: AtRest): unknown {
  return value === undefined ? undefined : JSON.parse(rest.json(JSON.stringify(value)));
}

/** Rows are locked in one order everywhere, so that two batches never wait for each other in a circle. */
function saved(newest: ReadonlyMap<string, Dialogue>, rest: AtRest): Statement {
  const dialogues = [...newest.keys()].sort().map((key) => newest.get(key)!);
  return sql.saveDialogues(
    dialogues.map(({ subscriber }) => rest.number(subscriber)),
    dialogues.map(({ sender }) => sender),
    dialogues.map(({ revision }) => revision),
    dialogues.map(isWatched),
    dialogues.map((dialogue) => dueOf(dialogue)?.atMs ?? null),
    dialogues.map((dialogue) => rest.words(sql.stateOf(dialogue))),
  );
}
