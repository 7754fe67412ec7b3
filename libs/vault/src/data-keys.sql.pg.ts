import { prepared } from '@parley/persistence';

export interface KeyRow {
  /** 64 hexadecimal digits. */
  subject: string;
  wrapped: string | null;
  erased_at: Date | null;
}

/** subjects */
export const loadKeys = prepared(
  'vault.load',
  `SELECT encode(subject, 'hex') AS subject, wrapped, erased_at FROM vault.keys
   WHERE subject = ANY(SELECT decode(s, 'hex') FROM unnest($1::text[]) AS s)`,
);

/** subjects, wrapped keys. Who has got another key meanwhile is sealed for again: its transaction fails with 40001. */
export const keepKeys = prepared(
  'vault.keep',
  `WITH kept AS (
     INSERT INTO vault.keys AS k (subject, wrapped)
     SELECT decode(subject, 'hex'), wrapped FROM unnest($1::text[], $2::text[]) AS n (subject, wrapped)
     ON CONFLICT (subject) DO UPDATE SET wrapped = excluded.wrapped, created_at = now() WHERE k.wrapped IS NULL
     RETURNING 1)
   SELECT vault.expect_kept(cardinality($1::text[]), (SELECT count(*) FROM kept))`,
);

/** subjects, wrapped keys; who has got another key meanwhile keeps that. */
export const offerKeys = prepared(
  'vault.offer',
  `INSERT INTO vault.keys AS k (subject, wrapped)
   SELECT decode(subject, 'hex'), wrapped FROM unnest($1::text[], $2::text[]) AS n (subject, wrapped)
   ON CONFLICT (subject) DO UPDATE SET wrapped = excluded.wrapped, created_at = now() WHERE k.wrapped IS NULL
   RETURNING wrapped`,
);

/** subjects; also of those who had none, so that a row says that it was done. */
export const destroyKeys = prepared(
  'vault.destroy',
  `INSERT INTO vault.keys (subject, wrapped, erased_at)
   SELECT decode(s, 'hex'), NULL, clock_timestamp() FROM unnest($1::text[]) AS s
   ON CONFLICT (subject) DO UPDATE SET wrapped = NULL, erased_at = excluded.erased_at`,
);

/** subject after which, most */
export const pageOfKeys = prepared(
  'vault.page',
  `SELECT encode(subject, 'hex') AS subject, wrapped FROM vault.keys
   WHERE subject > decode($1, 'hex') AND wrapped IS NOT NULL ORDER BY subject LIMIT $2`,
);

/** subjects, wrapped as read, wrapped anew */
export const replaceKeys = prepared(
  'vault.replace',
  `UPDATE vault.keys k SET wrapped = n.fresh
   FROM unnest($1::text[], $2::text[], $3::text[]) AS n (subject, old, fresh)
   WHERE k.subject = decode(n.subject, 'hex') AND k.wrapped = n.old`,
);
