/** The part of JSON Schema that the chart's values are described in. */
export interface ValueSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, ValueSchema>>;
}

const BEGIN = '<!-- values -->';
const END = '<!-- /values -->';
/** Helm's own; nobody sets it. */
const UNUSED = 'global';

/** The chart's README with its table of values made anew: each value, its default and what it is. */
export function withValuesTable(readme: string, schema: ValueSchema, defaults: unknown): string {
  const [before, rest] = split(readme, BEGIN);
  const [, after] = split(rest, END);
  const table = [['value', 'default', 'what it is'], ...rowsOf('', schema, defaults)];
  return `${before}${BEGIN}\n\n${layOut(table)}\n\n${END}${after}`;
}

function split(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  if (at < 0) throw new Error(`The chart's README lacks ${mark}`);
  return [text.slice(0, at), text.slice(at + mark.length)];
}

function rowsOf(path: string, schema: ValueSchema, value: unknown): string[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, child]) => {
    if (path === '' && name === UNUSED) return [];
    const at = path === '' ? name : `${path}.${name}`;
    const its = (value as Record<string, unknown> | undefined)?.[name];
    if (child.properties) return rowsOf(at, child, its);
    const words = child.enum ? ` (${child.enum.map((word) => `\`${String(word)}\``).join(', ')})` : '';
    const shown = its === undefined ? '' : `\`${JSON.stringify(its)}\``;
    return [[`\`${at}\``, shown, `${child.description ?? ''}${words}`.replaceAll('|', '\\|')]];
  });
}

// As Prettier lays tables out, so that formatting finds nothing to change.
function layOut(rows: readonly string[][]): string {
  const widths = rows[0]!.map((_, column) => Math.max(3, ...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  const [head, ...body] = rows;
  return [line(head!), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}
