import { onDatabase } from '../platform/house-connection.pg.js';
import type { House } from '../platform/house-database.js';

const at = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** All that is known of one text; what is null does not apply. */
export type TextStory = Readonly<Record<string, string | number | null>>;

const QUEUED = `
  SELECT id, subscriber, sender, number AS "from", program, campaign, (ARRAY['compliance','reply','transactional','bulk'])[lane + 1] AS lane,
    purpose, body AS text, segments, encoding, attempt, in_reply_to AS "inReplyTo", ${at('queued_at')} AS "queuedAt",
    CASE WHEN claimed_by IS NOT NULL THEN 'under way' WHEN suppressed IS NOT NULL THEN 'called back'
      WHEN due_at > now() THEN 'waits for its time' ELSE 'waits for its turn' END AS status,
    suppressed AS code, ${at('due_at')} AS "dueAt", ${at('expires_at')} AS "expiresAt",
    ${at('open_until')} AS "openUntil", zones
  FROM dispatcher.queue WHERE id = $1`;

const SETTLED = `
  SELECT m.id, m.subscriber, m.sender, m.number AS "from", m.program, m.campaign,
    (ARRAY['compliance','reply','transactional','bulk'])[m.lane + 1] AS lane, m.purpose, m.body AS text, encode(m.sealed_body, 'hex') AS sealed, m.segments,
    m.encoding, m.attempt, m.in_reply_to AS "inReplyTo", ${at('m.queued_at')} AS "queuedAt", m.status, m.code, m.carrier,
    m.carrier_message_id AS "carrierMessageId", ${at('m.settled_at')} AS "settledAt", ${at('m.updated_at')} AS "updatedAt",
    ${at('u.since')} AS "unknownSince", ${at('u.resolved_at')} AS "resolvedAt", u.resolution AS "resolvedAs",
    u.by AS "resolvedBy", u.why AS "resolvedWhy"
  FROM dispatcher.mt m LEFT JOIN dispatcher.unknowns u ON u.mt_id = m.id WHERE m.id = $1`;

const UNKNOWN = `
  SELECT u.mt_id AS id, m.subscriber, m.sender, m.code, m.carrier, ${at('u.since')} AS since,
    u.surfaced_at IS NOT NULL AS surfaced
  FROM dispatcher.unknowns u JOIN dispatcher.mt m ON m.id = u.mt_id
  WHERE u.resolved_at IS NULL AND m.status = 'unknown' ORDER BY u.since LIMIT $1`;

const ORPHANS = `
  SELECT event_id AS "eventId", subscriber, carrier, carrier_message_id AS "carrierMessageId", mt_id AS "mtId", status, code,
    ${at('at')} AS at, ${at('kept_at')} AS "keptAt", ${at('matched_at')} AS "matchedAt"
  FROM dispatcher.orphan_receipts WHERE $1 OR matched_at IS NULL ORDER BY kept_at DESC LIMIT $2`;

const GIVEN_UP = `
  SELECT subscriber, failures, last_code AS code, ${at('unreachable_since')} AS since
  FROM dispatcher.recipients WHERE unreachable_since IS NOT NULL ORDER BY unreachable_since DESC LIMIT $1`;

const CLEAR = `
  UPDATE dispatcher.recipients SET failures = 0, unreachable_since = NULL
  WHERE subscriber = $1 AND unreachable_since IS NOT NULL`;

export interface UnknownText {
  readonly id: string;
  readonly subscriber: string;
  readonly sender: string;
  readonly code: string | null;
  readonly carrier: string | null;
  readonly since: string;
  readonly surfaced: boolean;
}

export interface Orphan {
  readonly eventId: string;
  readonly subscriber: string | null;
  readonly carrier: string;
  readonly carrierMessageId: string | null;
  readonly mtId: string | null;
  readonly status: string;
  readonly code: string | null;
  readonly at: string;
  readonly keptAt: string;
  readonly matchedAt: string | null;
}

export interface GivenUp {
  readonly subscriber: string;
  readonly failures: number;
  readonly code: string | null;
  readonly since: string;
}

/** One text, waiting or settled. */
export function storyOf(house: House, id: string): Promise<TextStory | undefined> {
  return onDatabase(house, async (client) => {
    const settled = await client.query<TextStory>(SETTLED, [id]);
    return settled.rows[0] ?? (await client.query<TextStory>(QUEUED, [id])).rows[0];
  });
}

/** Texts whose outcome nobody knows, the oldest first. */
export function unknownTexts(house: House, most: number): Promise<UnknownText[]> {
  return onDatabase(house, async (client) => (await client.query<UnknownText>(UNKNOWN, [most])).rows);
}

/** Receipts that found no text (with `all`, also those that found one later), the newest first. */
export function orphanReceipts(house: House, all: boolean, most: number): Promise<Orphan[]> {
  return onDatabase(house, async (client) => (await client.query<Orphan>(ORPHANS, [all, most])).rows);
}

/** People who are given up, the newest first. */
export function givenUp(house: House, most: number): Promise<GivenUp[]> {
  return onDatabase(house, async (client) => (await client.query<GivenUp>(GIVEN_UP, [most])).rows);
}

/** Takes a person back. @returns whether they were given up */
export function clearGivenUp(house: House, subscriber: string): Promise<boolean> {
  return onDatabase(house, async (client, rest) => {
    const { rowCount } = await client.query(CLEAR, [rest.number(subscriber)]);
    return rowCount === 1;
  });
}
