import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The selectors of a style sheet's own rules: those within `@media` and the like adapt them, and may be anywhere. */
function selectorsOf(css: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let since = 0;
  const plain = css.replace(/\/\*[^]*?\*\//g, '');
  for (const { 0: brace, index } of plain.matchAll(/[{};]/g)) {
    const before = plain.slice(since, index).trim();
    if (brace === '{' && depth === 0 && !before.startsWith('@'))
      found.push(...before.split(',').map((selector) => selector.trim()));
    if (brace === '{') depth += 1;
    if (brace === '}') depth -= 1;
    since = index + 1;
  }
  return found;
}

it('a selector has its rules in one file: pages share these sheets, and the last one would win unseen', () => {
  const places = new Map<string, string[]>();
  for (const file of readdirSync(__dirname).filter((name) => name.endsWith('.css')))
    for (const selector of new Set(selectorsOf(readFileSync(join(__dirname, file), 'utf8'))))
      places.set(selector, [...(places.get(selector) ?? []), file]);
  expect(places.size).toBeGreaterThan(200);
  expect([...places].filter(([, files]) => files.length > 1)).toEqual([]);
});
