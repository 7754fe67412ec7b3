import { Client } from 'pg';
import { personTables, type PersonRow, type PersonTable } from './person-tables.js';
import type { RowOpener } from './sealed-columns.js';

/** Rows of a person by section, their fields as the columns, in camel case. */
export type PersonSections = Readonly<Record<string, readonly object[]>>;

/**
 * What the tables hold of a person, all of one moment. Sections without a row are there too, empty.
 *
 * @param open makes what services sealed readable; without it that stays sealed
 */
export async function readPerson(
  databaseUrl: string,
  subscriber: string,
  open: RowOpener = (row) => row,
): Promise<PersonSections> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const sections: Record<string, readonly object[]> = {};
    for (const each of personTables) {
      const { rows } = await client.query<{ row: PersonRow }>(queryOf(each), [subscriber]);
      const { sealed } = each;
      sections[each.section] = rows.map(({ row }) => inCamelCase(sealed ? open(row, sealed) : row));
    }
    await client.query('COMMIT');
    return sections;
  } finally {
    await client.end();
  }
}

/** The number stands above; in every row it would say nothing. */
function queryOf({ table, of, order, without = [] }: PersonTable): string {
  const left = ['subscriber', ...without].map((column) => `'${column}'`).join(', ');
  return `SELECT to_jsonb(t) - ARRAY[${left}] AS row FROM ${table} t WHERE ${of} ORDER BY ${order}`;
}

function inCamelCase(row: PersonRow): object {
  const named = Object.entries(row).map(([column, value]) => [
    column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    value,
  ]);
  return Object.fromEntries(named) as object;
}
