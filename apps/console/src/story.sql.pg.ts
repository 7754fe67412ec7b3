import { prepared } from '@parley/persistence';

export const insertEntries = prepared(
  'console.story.insert',
  `INSERT INTO console.story (event_id, conversation_id, subscriber, sender, kind, at, mt_id, trace_id, data, sealed, word_marks)
   SELECT e."eventId", e."conversationId", e.subscriber, e.sender, e.kind, e.at, e."mtId", e."traceId", e.data,
     decode(e.sealed, 'hex'), e."wordMarks"
   FROM json_to_recordset($1::json) AS e("eventId" uuid, "conversationId" text, subscriber text, sender text,
     kind text, at timestamptz, "mtId" uuid, "traceId" text, data jsonb, sealed text, "wordMarks" integer[])
   ON CONFLICT DO NOTHING`,
);

const newer = (part: string, ...columns: string[]): string =>
  columns
    .map(
      (column) =>
        `${column} = CASE WHEN excluded.${part} >= c.${part} THEN excluded.${column} ELSE c.${column} END`,
    )
    .join(', ') + `, ${part} = greatest(excluded.${part}, c.${part})`;

/**
 * One row per conversation; of each part the newer one stays, as topics come in no order. A text of the release before,
 * which was not sealed, goes with the next.
 */
export const mergeConversations = prepared(
  'console.conversations.merge',
  `INSERT INTO console.conversations AS c (conversation_id, subscriber, sender, last_at, sealed_last_text, last_by, last_text_at,
     keyword, keyword_at, state, state_at, case_id, case_at)
   SELECT e.id, e.subscriber, e.sender, e.at, decode(e.sealed, 'hex'), e.by, coalesce(e."textAt", '-infinity'), e.keyword,
     coalesce(e."keywordAt", '-infinity'), e.state, coalesce(e."stateAt", '-infinity'), e."caseId",
     coalesce(e."caseAt", '-infinity')
   FROM json_to_recordset($1::json) AS e(id text, subscriber text, sender text, at timestamptz, sealed text, by text,
     "textAt" timestamptz, keyword text, "keywordAt" timestamptz, state text, "stateAt" timestamptz, "caseId" uuid,
     "caseAt" timestamptz)
   ORDER BY e.id
   ON CONFLICT (conversation_id) DO UPDATE SET last_at = greatest(excluded.last_at, c.last_at),
     ${newer('last_text_at', 'last_text', 'sealed_last_text', 'last_by')}, ${newer('keyword_at', 'keyword')},
     ${newer('state_at', 'state')}, ${newer('case_at', 'case_id')}`,
);

const columns = `conversation_id AS "conversationId", subscriber, sender, last_at AS "lastAt", last_text AS "lastText",
  sealed_last_text AS "sealedLastText", last_by AS "lastBy", keyword, CASE WHEN case_id IS NULL THEN state ELSE 'case' END AS state, case_id AS "caseId"`;

/** $1 numbers as they rest · $2 what an unsealed text holds · $3 marks of the words of a sealed one */
export const searchConversations = prepared(
  'console.conversations.search',
  `SELECT ${columns} FROM console.conversations c
   WHERE ($1::text[] IS NULL OR c.subscriber = ANY($1))
     AND ($2::text IS NULL OR c.conversation_id IN (
       SELECT conversation_id FROM console.story WHERE word_marks @> $3::integer[]
       UNION ALL SELECT conversation_id FROM console.story WHERE text ILIKE '%' || $2 || '%' AND text NOT LIKE '~.%'))
     AND ($4::text IS NULL OR lower(c.keyword) = lower($4))
     AND ($5::text IS NULL OR CASE WHEN c.case_id IS NULL THEN c.state ELSE 'case' END = $5)
     AND ($6::text IS NULL OR c.sender = $6)
   ORDER BY c.last_at DESC LIMIT $7`,
);

export const findConversation = prepared(
  'console.conversations.find',
  `SELECT ${columns} FROM console.conversations WHERE conversation_id = $1`,
);

export const newestEntries = prepared(
  'console.story.newest',
  `SELECT event_id AS "eventId", conversation_id AS "conversationId", subscriber, sender, kind, at, mt_id AS "mtId", text, sealed,
     trace_id AS "traceId", data
   FROM console.story WHERE conversation_id = $1 ORDER BY at DESC LIMIT $2`,
);

export const conversationsOfId = prepared(
  'console.story.of-id',
  `SELECT conversation_id AS id FROM console.story WHERE conversation_id = $1
   UNION SELECT conversation_id FROM console.story WHERE trace_id = $1
   UNION SELECT conversation_id FROM console.story WHERE event_id = $2::uuid
   UNION SELECT conversation_id FROM console.story WHERE mt_id = $2::uuid
   UNION SELECT conversation_id FROM telemetry.spans WHERE trace_id = $1 AND conversation_id IS NOT NULL
   LIMIT 20`,
);

export const versionOf = prepared(
  'console.story.version',
  `SELECT concat_ws('/', count(*), max(at),
     (SELECT count(*) FROM telemetry.spans WHERE conversation_id = $1)) AS version
   FROM console.story WHERE conversation_id = $1`,
);
