import { Injectable } from '@nestjs/common';
import { Database, prepared, type Statement } from '@parley/persistence';
import { ConversationStore } from './conversation.store.js';
import { dialogueOf, KNOWN_CONSENTS, KNOWN_PREFERENCES, type DialogueRow } from './dialogue.sql.pg.js';
import { conversationKey, type Conversation } from './domain/conversation.js';
import { readRecent, writeRecent } from './domain/loop-guard.js';

interface ConversationRow {
  subscriber: string;
  sender: string;
  last_traceparent: string | null;
  last_program: string | null;
  last_fallback_at_ms: number | null;
  recent_answers: string | null;
  turns: number | null;
  dialogue: Omit<DialogueRow, 'subscriber' | 'sender'> | null;
}

// What flows and cases know rides along, as one column that is empty for nearly everybody; what is known of the
// subscriber is read only of who is in the middle of something.
const select = prepared(
  'router.conversations.select',
  `SELECT subscriber, sender, c.last_traceparent, c.last_program, c.last_fallback_at_ms,
          c.recent_answers, c.turns,
          CASE WHEN d.revision IS NOT NULL THEN json_build_object('revision', d.revision, 'state', d.state,
            'preferences', CASE WHEN d.active THEN ${KNOWN_PREFERENCES} END,
            'consents', CASE WHEN d.active THEN ${KNOWN_CONSENTS} END) END AS dialogue
     FROM unnest($1::text[], $2::text[]) AS wanted (subscriber, sender)
     LEFT JOIN router.conversations AS c USING (subscriber, sender)
     LEFT JOIN router.dialogues AS d USING (subscriber, sender)
    WHERE c.turns IS NOT NULL OR d.revision IS NOT NULL`,
);

// Sorted, so that two replicas that both hold a partition for a moment lock the rows in one order.
const upsert = prepared(
  'router.conversations.upsert',
  `INSERT INTO router.conversations
          (subscriber, sender, last_traceparent, last_program, last_fallback_at_ms, recent_answers, turns)
   SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[],
                        $7::integer[])
    ORDER BY 1, 2
       ON CONFLICT (subscriber, sender) DO UPDATE
      SET last_traceparent = excluded.last_traceparent,
          last_program = excluded.last_program,
          last_fallback_at_ms = excluded.last_fallback_at_ms,
          recent_answers = excluded.recent_answers,
          turns = excluded.turns`,
);

/** Conversations in `router.conversations`. */
@Injectable()
export class PgConversationStore extends ConversationStore {
  constructor(private readonly database: Database) {
    super();
  }

  async load(keys: readonly string[]): Promise<Map<string, Conversation>> {
    const { rest } = this.database;
    const subscribers = keys.map((key) => rest.number(key.slice(0, key.indexOf('|'))));
    const senders = keys.map((key) => key.slice(key.indexOf('|') + 1));
    const rows = await this.database.query<ConversationRow>(select(subscribers, senders));
    return new Map(rows.map((row) => [conversationKey(row), conversationOf(row)]));
  }

  save(changed: ReadonlyMap<string, Conversation>): readonly Statement[] {
    if (changed.size === 0) return [];
    const { rest } = this.database;
    const all = [...changed.values()];
    return [
      upsert(
        all.map(({ subscriber }) => rest.number(subscriber)),
        all.map(({ sender }) => sender),
        all.map(({ lastTraceparent }) => lastTraceparent ?? null),
        all.map(({ lastProgram }) => lastProgram ?? null),
        all.map(({ lastFallbackAtMs }) => lastFallbackAtMs ?? null),
        all.map(({ recentAnswers = [] }) => {
          const recent = writeRecent(recentAnswers);
          return recent === undefined ? null : rest.words(recent);
        }),
        all.map(({ turns }) => turns),
      ),
    ];
  }
}

function conversationOf(row: ConversationRow): Conversation {
  return {
    subscriber: row.subscriber,
    sender: row.sender,
    lastTraceparent: row.last_traceparent ?? undefined,
    lastProgram: row.last_program ?? undefined,
    lastFallbackAtMs: row.last_fallback_at_ms ?? undefined,
    recentAnswers: row.recent_answers === null ? undefined : readRecent(row.recent_answers),
    turns: row.turns ?? 0,
    ...(row.dialogue && { dialogue: dialogueOf({ ...row, ...row.dialogue }) }),
  };
}
