import type { ConfigApplied } from '@parley/contracts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { changesOf, findVersion, standsAbove } from './versions.js';

const EXAMPLE = readFileSync(join(__dirname, '../../../parley.yaml'), 'utf8');

function version(revision: string, text: string): ConfigApplied {
  return { revision, appliedAt: revision.slice(0, 24), file: 'parley.yaml', text, changes: [] };
}

const versions = [
  version('2026-11-20T15:00:00.000Z-1f2a3b4c', EXAMPLE),
  version('2026-11-21T15:00:00.000Z-00ff00ff', EXAMPLE.replace('WARM30', 'WARM40')),
  version('2026-11-21T16:00:00.000Z-99999999', 'version: 0\n'),
];

describe('the versions as applied', () => {
  it.each([
    ['latest', 2],
    ['2026-11-20', 0],
    ['00ff00ff', 1],
    ['2026-11-21T15', 1],
  ])('%s names one', (name, at) => {
    expect(findVersion(versions, name)).toBe(versions[at]);
  });

  it.each(['2026-11-21', 'f2a3', 'WARM'])('%s names none, or more than one', (name) => {
    expect(findVersion(versions, name)).toBeUndefined();
  });

  it('differ from the one before, the first from nothing', () => {
    expect(changesOf(versions, versions[0]!)?.map(({ action, key }) => [action, key])).toContainEqual([
      'add',
      '12345',
    ]);
    expect(changesOf(versions, versions[1]!)).toMatchObject([
      { action: 'change', key: '12345/DISCOUNT', fields: [{ field: 'reply' }] },
    ]);
  });

  it.each<[string, Partial<ConfigApplied>, boolean]>([
    ['published at the console', { by: 'kim' }, true],
    ['applied from another file', { file: 'sale.yaml' }, true],
    ['the file itself, written otherwise meanwhile', {}, false],
  ])('stand above a file that was applied before, where the last is %s: %j', (_, latest, stands) => {
    const [first, second] = versions as [ConfigApplied, ConfigApplied];
    const last = { ...second, ...latest };
    const file = { file: 'parley.yaml', text: first.text };
    expect(standsAbove([first, last], file)).toBe(stands ? last : undefined);
    // What is new in the file is meant; what is the same, or the first, needs nothing.
    expect(standsAbove([first, last], { ...file, text: 'new' })).toBeUndefined();
    expect(standsAbove([first, last], { ...file, text: last.text })).toBeUndefined();
    expect(standsAbove([], file)).toBeUndefined();
  });

  it('are not compared where a file is none any more', () => {
    expect(changesOf(versions, versions[2]!)).toBeUndefined();
  });
});
