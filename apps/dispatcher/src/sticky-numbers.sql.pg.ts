import { prepared } from '@parley/persistence';

/**
 * A person's number stands until somebody replaces it who saw it, or until they text another. In the order of the key,
 * so that no two batches wait for each other.
 */
export const keepNumbers = prepared(
  'numbers.keep',
  `INSERT INTO dispatcher.sticky_numbers AS s (subscriber, sender, number)
   SELECT subscriber, sender, number FROM json_to_recordset($1::json) AS n(subscriber text, sender text, number text)
   ORDER BY subscriber, sender
   ON CONFLICT (subscriber, sender) DO UPDATE SET number = excluded.number, since = excluded.since
   WHERE s.number <> excluded.number AND EXISTS (
     SELECT 1 FROM json_to_recordset($1::json) AS n(subscriber text, sender text, before text, texted boolean)
     WHERE n.subscriber = s.subscriber AND n.sender = s.sender AND (n.texted OR n.before = s.number))`,
);

/** $1 people · $2 pools */
export const keptNumbers = prepared(
  'numbers.kept',
  `SELECT subscriber, sender, number FROM dispatcher.sticky_numbers
   WHERE subscriber = ANY($1::text[]) AND sender = ANY($2::text[])`,
);
