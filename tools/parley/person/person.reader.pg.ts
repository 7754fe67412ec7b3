import { Client } from 'pg';
import { personTables, type PersonTable } from './person-tables.js';

/** Rows of a person by section, their fields as the columns, in camel case. */
export type PersonSections = Readonly<Record<string, readonly object[]>>;

/** What the tables hold of a person, all of one moment. Sections without a row are there too, empty. */
export async function readPerson(databaseUrl: string, subscriber: string): Promise<PersonSections> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const sections: Record<string, readonly object[]> = {};
    for (const each of personTables) {
      const { rows } = await client.query<{ row: Record<string, unknown> }>(queryOf(each), [subscriber]);
      sections[each.section] = rows.map(({ row }) => inCamelCase(row));
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

function inCamelCase(row: Readonly<Record<string, unknown>>): object {
  const named = Object.entries(row).map(([column, value]) => [
    column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    value,
  ]);
  return Object.fromEntries(named) as object;
}
