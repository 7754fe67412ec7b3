import type { AtRest } from '@parley/persistence';
import type { Client } from 'pg';
import { onDatabase } from '../platform/house-connection.pg.js';
import type { House } from '../platform/house-database.js';
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
  house: House,
  subscriber: string,
  open: RowOpener = (row) => row,
): Promise<PersonSections> {
  return onDatabase(house, async (client, rest) => {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const sections: Record<string, readonly object[]> = {};
    for (const each of personTables) {
      const rows = await rowsOf(each, subscriber, client, rest);
      const { sealed } = each;
      sections[each.section] = rows.map((row) => inCamelCase(sealed ? open(row, sealed) : row));
    }
    await client.query('COMMIT');
    return sections;
  });
}

/** The number stands above; in every row it would say nothing. */
async function rowsOf(
  { table, of, order, without = [] }: PersonTable,
  subscriber: string,
  client: Client,
  rest: AtRest,
): Promise<PersonRow[]> {
  const left = ['subscriber', ...without].map((column) => `'${column}'`).join(', ');
  const row = `to_jsonb(t) - ARRAY[${left}] AS row`;
  if (typeof of === 'string') {
    const text = `SELECT ${row} FROM ${table} t WHERE ${of} ORDER BY ${order}`;
    const { rows } = await client.query<{ row: PersonRow }>(text, [rest.number(subscriber)]);
    return rows.map((each) => each.row);
  }
  const { rows } = await client.query<{ row: PersonRow; opened: string }>(
    `SELECT ${row}, t.${of.column} AS opened FROM ${table} t ORDER BY ${order}`,
  );
  return rows.filter(({ opened }) => of.isOf(opened, subscriber)).map((each) => each.row);
}

function inCamelCase(row: PersonRow): object {
  const named = Object.entries(row).map(([column, value]) => [
    column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    value,
  ]);
  return Object.fromEntries(named) as object;
}
