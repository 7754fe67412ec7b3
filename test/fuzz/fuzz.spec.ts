import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { feedRange, HANG_MS, inputAt, type Finding } from './feed-range.js';
import type { FuzzTarget } from './fuzz-target.js';
import { keepInput, readKeptInput } from './kept-input.js';
import { targets } from './targets.js';

const SEED = 2025;
const INPUTS = 300;
/** A busy machine is waited for. */
const PATIENCE_MS = 120_000;
const known = globSync('*/*.json', { cwd: join(__dirname, 'known') }).sort();

describe.each([...targets])('%s', (_name, make) => {
  const target = make();

  it(
    'takes or refuses with a reason whatever comes',
    async () => {
      const findings: Finding[] = [];
      const tally = await feedRange(target, SEED, [0, INPUTS], (finding) => findings.push(finding));
      expect(findings).toEqual([]);
      // Both: an input that nothing takes never reaches what is behind the first check.
      expect(tally.accepted).toBeGreaterThan(0);
      expect(Object.keys(tally.refused).length).toBeGreaterThan(0);
    },
    PATIENCE_MS,
  );

  it('gets the same input from the same seed and number', () => {
    expect(inputAt(target, SEED, 7)).toEqual(inputAt(make(), SEED, 7));
    const inputs = Array.from({ length: 20 }, (_, index) => JSON.stringify(inputAt(target, SEED, index)));
    expect(new Set(inputs).size).toBeGreaterThan(10);
  });
});

describe('what once crashed or hung', () => {
  it.each(known)('is taken or refused: %s', async (file) => {
    const { target, input } = readKeptInput(join(__dirname, 'known', file));
    const began = process.threadCpuUsage();
    await targets.get(target)!().feed(input);
    expect(process.threadCpuUsage(began).user / 1_000).toBeLessThan(HANG_MS);
  });
});

describe('an input that must not be', () => {
  const broken: FuzzTarget<{ bytes: Buffer }> = {
    name: 'broken/one',
    draw: (random) => ({ bytes: Buffer.from([random.between(0, 3)]) }),
    feed: ({ bytes }) => {
      if (bytes[0] === 3) throw new TypeError('three');
      return bytes[0] === 2 ? { refused: 'TWO' } : {};
    },
  };

  it('is found, counted and told by its number', async () => {
    const findings: Finding[] = [];
    const tally = await feedRange(broken as FuzzTarget, SEED, [0, 100], (finding) => findings.push(finding));
    expect(findings.length).toBeGreaterThan(5);
    for (const { index, kind, error } of findings) {
      expect([kind, inputAt(broken as FuzzTarget, SEED, index)]).toEqual([
        'crash',
        { bytes: Buffer.from([3]) },
      ]);
      expect(error).toContain('TypeError: three');
    }
    expect(tally.accepted + tally.refused.TWO! + findings.length).toBe(100);
  });

  it('is the same when it is read from its file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'parley-kept-'));
    const input = { bytes: Buffer.from([0, 255]), words: ['\ud800', '__proto__'], none: null };
    const kept = { target: 'broken/one', why: 'crash', seed: SEED, index: 3, input };
    const path = keepInput(folder, kept);
    expect([path, readKeptInput(path)]).toEqual([join(folder, 'broken-one-2025-3.json'), kept]);
    rmSync(folder, { recursive: true });
  });
});
