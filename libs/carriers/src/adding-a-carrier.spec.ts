import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { carriers } from './registry.js';

const docs = join(__dirname, '../../../docs');
const guide = readFileSync(join(docs, 'adding-a-carrier.md'), 'utf8');
const rows = readFileSync(join(docs, 'carriers.md'), 'utf8');
const ids = Object.keys(carriers);

/** The files of a carrier that run in production. */
function filesOf(id: string): string[] {
  return readdirSync(join(__dirname, id)).filter((name) => /(?<!\.(spec|builder|suite))\.ts$/.test(name));
}

function linesOf(id: string): number {
  const texts = filesOf(id).map((name) => readFileSync(join(__dirname, id, name), 'utf8'));
  return texts.reduce((sum, text) => sum + text.trimEnd().split('\n').length, 0);
}

describe('adding a carrier', () => {
  const [, named = '', lines, files] =
    /The smallest, `(\w+)`, has \*\*(\d+) lines\*\* in (\d+) files/.exec(guide) ?? [];

  it('takes as many lines as the guide says', () => {
    expect([Number(lines), Number(files)]).toEqual([linesOf(named), filesOf(named).length]);
  });

  it('takes fewer lines nowhere else', () => {
    expect(Math.min(...ids.map(linesOf))).toBe(Number(lines));
  });

  it.each(ids)('%s is one folder, with captured payloads and a row in docs/carriers.md', (id) => {
    expect(filesOf(id)).toContain(`${id}.carrier.ts`);
    expect(existsSync(join(__dirname, id, 'captured'))).toBe(true);
    expect(rows).toContain(`\n| \`${id}\``);
  });
});
