import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

/** The promise: less than this, compressed, for all that a browser loads before it shows a page, bytes. */
const MOST = 200_000;
/** And for what one page fetches when somebody opens it: the editor, a layout of graphs. */
const MOST_FETCHED_LATER = 200_000;
/** As `npm run build` leaves it; `npm test` builds first. */
const folder = join(__dirname, '..', '..', '..', 'dist', 'apps', 'console', 'web');

function filesIn(path: string): string[] {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesIn(join(path, entry.name)) : [join(path, entry.name)],
  );
}

describe('the built pages', () => {
  it('are there, and every file is there compressed', () => {
    const plain = filesIn(folder).filter((file) => !/\.(br|gz)$/.test(file));
    expect(plain.some((file) => file.endsWith('index.html'))).toBe(true);
    for (const file of plain)
      for (const kind of ['br', 'gz']) expect([file, existsSync(`${file}.${kind}`)]).toEqual([file, true]);
  });

  it('are small', () => {
    const html = readFileSync(join(folder, 'index.html'), 'utf8');
    const compressed = filesIn(folder).filter((file) => file.endsWith('.gz'));
    const isFirst = (file: string): boolean =>
      file.endsWith('index.html.gz') || html.includes(basename(file, '.gz'));
    const bytes = (files: readonly string[]): number =>
      files.reduce((sum, file) => sum + statSync(file).size, 0);
    expect(bytes(compressed.filter(isFirst))).toBeLessThan(MOST);
    const later = compressed.filter((file) => !isFirst(file));
    expect(later.length).toBeGreaterThan(0);
    expect(bytes(later)).toBeLessThan(MOST_FETCHED_LATER);
  });

  it('hold no inline script or style, which their policy would refuse', () => {
    const html = readFileSync(join(folder, 'index.html'), 'utf8');
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/);
    expect(html).not.toMatch(/https?:/);
  });
});
