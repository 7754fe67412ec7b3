import { existsSync } from 'node:fs';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mt } from './entries.builder.js';
import type { LedgerEntry } from './ledger.entries.js';
import { Ledger } from './ledger.js';
import { ledgerEntries } from './ledger.reader.js';

describe('the ledger', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ledger-'));
    file = join(folder, 'deep', 'ledger.ndjson');
  });

  afterEach(() => rm(folder, { recursive: true }));

  const entries = (count: number): LedgerEntry[] =>
    Array.from({ length: count }, (_, index) => mt({ at: index, text: `${index} "quoted"\nGrüße 🧶` }));

  it('gives back what was written, in order', async () => {
    const ledger = await Ledger.open(file);
    const written = entries(5_000);
    for (const entry of written) ledger.append(entry);
    await ledger.flush();
    expect(await ledgerEntries(file)).toEqual(written);
    await ledger.close();
  });

  it('writes by itself within moments', async () => {
    const ledger = await Ledger.open(file);
    ledger.append(mt({}));
    while ((await readFile(file, 'utf8')).length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(await ledgerEntries(file)).toHaveLength(1);
    await ledger.close();
  });

  it('keeps what an earlier run wrote, also where that was cut short', async () => {
    const first = await Ledger.open(file);
    first.append(mt({ text: 'first' }));
    await first.close();
    await appendFile(file, '{"kind":"mt.rec');
    const second = await Ledger.open(file);
    second.append(mt({ text: 'second' }));
    await second.close();
    expect((await ledgerEntries(file)).map((entry) => 'text' in entry && entry.text)).toEqual([
      'first',
      'second',
    ]);
  });

  it('leaves out a last line that is still being written', async () => {
    await writeFile(join(folder, 'torn'), `${JSON.stringify(mt({}))}\n{"kind":"mo.s`);
    expect(await ledgerEntries(join(folder, 'torn'))).toHaveLength(1);
  });

  it('refuses to be judged where a whole line is no JSON', async () => {
    await writeFile(join(folder, 'bad'), `${JSON.stringify(mt({}))}\n{"kind":oops}\n`);
    await expect(ledgerEntries(join(folder, 'bad'))).rejects.toThrow(/LEDGER_CORRUPT: line 2/);
  });

  const onFullDisk = existsSync('/dev/full') ? it : it.skip;

  onFullDisk('takes nothing more once it could not write, and says why', async () => {
    const ledger = await Ledger.open('/dev/full');
    ledger.append(mt({}));
    await expect(ledger.flush()).rejects.toThrow(/LEDGER_UNWRITABLE.*ENOSPC/);
    expect(() => ledger.append(mt({}))).toThrow(/LEDGER_UNWRITABLE/);
    await expect(ledger.close()).rejects.toThrow(/LEDGER_UNWRITABLE/);
  });
});
