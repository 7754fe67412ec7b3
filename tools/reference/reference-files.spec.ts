import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { events, jsonSchemaOf, type JsonSchema } from '@parley/contracts';
import { z } from 'zod';
import { createProgram } from '../parley/program.js';
import { environments } from './configuration-page.js';
import { fieldRows, typeOf } from './field-rows.js';
import { REFERENCE_PATH, referenceFiles } from './reference-files.js';

const ROOT = join(__dirname, '../..');
const page = (files: ReadonlyMap<string, string>, name: string): string =>
  files.get(`${REFERENCE_PATH}/${name}.md`) ?? '';

describe('the reference', () => {
  let files: ReadonlyMap<string, string>;
  beforeAll(async () => {
    files = await referenceFiles(ROOT);
  });

  it('is the same every time', async () => {
    expect([...(await referenceFiles(ROOT))]).toEqual([...files]);
  });

  it('has every topic and every variable, with its meaning', () => {
    for (const { topic } of events) expect(page(files, 'topics')).toContain(`- topic: \`${topic}\``);
    const services = environments(ROOT);
    expect(services.map(([app]) => app)).toEqual(expect.arrayContaining(['ingest', 'dispatcher']));
    for (const [app, { shape }] of services)
      for (const [name, variable] of Object.entries(shape)) {
        expect(page(files, 'configuration')).toContain(`| \`${name}\` |`);
        expect([app, name, z.globalRegistry.get(variable as z.ZodType)?.description]).toEqual([
          app,
          name,
          expect.any(String),
        ]);
      }
  });

  it('has every command', () => {
    const silent = { print: () => undefined, note: () => undefined, write: () => undefined };
    const program = createProgram({
      terminal: { ...silent, interactive: false, colors: {} },
      environment: {},
      root: '.',
      dataDir: '.',
    } as unknown as Parameters<typeof createProgram>[0]);
    for (const command of program.commands)
      expect(page(files, 'cli')).toContain(`## parley ${command.name()}`);
  });

  it('says of a route who may use it, how it is asked, and what it answers', () => {
    const http = page(files, 'http');
    expect(http).toContain('### POST /v1/cases/:id/replies\n\nAnswer as an agent;');
    expect(http).toContain('Needs `cases:write`.');
    expect(http).toContain('| `disclosure.text` | text | yes | The words the person agreed to, verbatim |');
    expect(files.get('docs/openapi/subscriptions.yaml')).toContain('x-parley-needs: consents:write');
  });

  it('has every controller of every service, in whatever folder', () => {
    const sources = globSync('apps/*/src/**/*.controller.ts', { cwd: ROOT });
    expect(sources.length).toBeGreaterThan(10);
    for (const source of sources) {
      const [, prefix] = /@Controller\('([^']*)'\)/.exec(readFileSync(join(ROOT, source), 'utf8'))!;
      expect([source, page(files, 'http')]).toEqual([source, expect.stringContaining(` /${prefix}`)]);
    }
  });

  it('is what lies in docs/: if not, run `npm run generate`', () => {
    for (const [path, text] of files)
      expect([path, readFileSync(join(ROOT, path), 'utf8')]).toEqual([path, text]);
  });
});

describe('fieldRows', () => {
  const rows = (schema: z.ZodType): string[] =>
    fieldRows(jsonSchemaOf(schema) as JsonSchema).map(
      ({ path, type, needed }) => `${path}: ${type}; ${needed}`,
    );

  it('names what lies within lists, maps and one of several forms', () => {
    const say = z.object({ kind: z.literal('say'), text: z.string().max(9) });
    const wait = z.object({
      kind: z.literal('wait'),
      list: z.array(z.int().min(1)).min(1).max(3).optional(),
    });
    const schema = z.object({
      steps: z.array(z.union([say, wait])),
      by: z.record(z.string(), z.object({ a: z.enum(['x', 'y']).default('x') })),
    });
    expect(rows(schema)).toEqual([
      'steps: list of object; yes',
      'steps[] (say).kind: `"say"`; yes',
      'steps[] (say).text: text, at most 9; yes',
      'steps[] (wait).kind: `"wait"`; yes',
      'steps[] (wait).list: list of integer, at least 1 (1 to 3 of them); no',
      'by: object by name; yes',
      'by.<name>.a: `x`, `y`; `"x"`',
    ]);
  });

  it('says a type in words', () => {
    expect(typeOf({ type: 'number', exclusiveMinimum: 0, maximum: 5 })).toBe('number, over 0, at most 5');
    expect(typeOf({ anyOf: [{ type: 'string' }, { type: 'number' }] })).toBe('text or number');
  });
});
