import type { JsonSchema } from '@parley/contracts';
import { parleyFileJsonSchema } from '@parley/config';
import { fieldRows, type FieldRow } from './field-rows.js';
import { code, notice, table } from './markdown.js';

const HEAD = `# parley.yaml

All that people write about senders, programs, preferences, keywords and flows; checked as a whole and published by [\`parley apply\`](cli.md#parley-apply). The first line of a file tells an editor its schema, for completion and red lines while typing:

\`\`\`yaml
# yaml-language-server: $schema=docs/schemas/parley.schema.json
\`\`\`

Unknown fields are refused, with their line. What a text must say, and which names must exist, is checked too: [texts that are refused](../consent.md#texts-that-parley-apply-refuses), [flows](../flows.md#steps), [keywords](../keywords.md).

`;

/** docs/reference/parley-yaml.md: every field of parley.yaml, section by section; flows' steps by their kind. */
export function parleyFilePage(): string {
  const schema = parleyFileJsonSchema();
  const sections = Object.entries(schema['properties'] as Record<string, JsonSchema>);
  const plain = sections.filter(([, section]) => section['type'] !== 'array').map(([name]) => name);
  const top = fieldRows(schema).filter(({ path }) => !path.includes('[]'));
  const parts = [
    `## The file\n\n${fieldTable(top)}`,
    ...sections.filter(([name]) => !plain.includes(name)).map(([name, section]) => sectionOf(name, section)),
  ];
  return notice('libs/config') + HEAD + parts.join('\n');
}

function sectionOf(name: string, { items }: JsonSchema): string {
  const { oneOf, ...entry } = items as JsonSchema;
  const rows = fieldRows(entry as JsonSchema);
  const ofKind = Map.groupBy(rows, ({ path }) => /^\w+\[\] \((\w+)\)/.exec(path)?.[1]);
  const exclusive = (oneOf as { required: string[] }[] | undefined)?.map(({ required }) =>
    code(required[0]!),
  );
  const kinds = [...ofKind].filter(([kind]) => kind !== undefined);
  return [
    `## ${name}\n`,
    ...(exclusive ? [`Exactly one of ${exclusive.join(', ')}.\n`] : []),
    fieldTable(ofKind.get(undefined) ?? []),
    ...kinds.map(([kind, fields]) => `### ${kind}\n\n${fieldTable(fields.map(inStep))}`),
  ].join('\n');
}

function inStep(row: FieldRow): FieldRow {
  return { ...row, path: row.path.replace(/^\w+\[\] \(\w+\)\.?/, '') };
}

function fieldTable(rows: readonly FieldRow[]): string {
  return table(
    ['field', 'type', 'needed', 'meaning'],
    rows.map(({ path, type, needed, description }) => [code(path), type, needed, description]),
  );
}
