import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { licencesDocument } from './licences-document.js';

const lockOf = (packages: object): string => JSON.stringify({ packages: { '': {}, ...packages } });

describe('the list of licences', () => {
  it('holds what is shipped, each version once, and no development tools', () => {
    const { text, refused } = licencesDocument(
      lockOf({
        'node_modules/@a/b': { version: '1.0.0', license: 'MIT' },
        'node_modules/c/node_modules/@a/b': { version: '1.0.0', license: 'MIT', optional: true },
        'node_modules/c': { version: '2.0.0', license: 'ISC', optional: true },
        'node_modules/tool': { version: '3.0.0', license: 'GPL-3.0-only', dev: true },
        'node_modules/parley': { link: true },
        'tools/parley': { version: '0.1.0' },
      }),
    );
    expect(refused).toEqual([]);
    expect(text.slice(text.indexOf('\n## '))).toBe(
      '\n## ISC\n\n- c@2.0.0 (optional: not in the image)\n\n## MIT\n\n- @a/b@1.0.0\n',
    );
  });

  it.each([
    ['GPL-3.0-only', 'x@1.0.0 (GPL-3.0-only)'],
    ['(MIT OR GPL-3.0-only)', 'x@1.0.0 ((MIT OR GPL-3.0-only))'],
    ['Public Domain', 'x@1.0.0 (Public Domain)'],
    [undefined, 'x@1.0.0 (none named)'],
  ])('refuses what is not allowed: %s', (license, named) => {
    expect(licencesDocument(lockOf({ 'node_modules/x': { version: '1.0.0', license } })).refused).toEqual([
      named,
    ]);
  });

  it('refuses nothing of what Parley ships', () => {
    const lock = readFileSync(join(__dirname, '../../package-lock.json'), 'utf8');
    expect(licencesDocument(lock).refused).toEqual([]);
  });
});
