import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConsentRequested } from '@parley/contracts';
import { deactivateFile } from './deactivate-file.js';
import { importFile, type ImportOptions } from './import-file.js';

const NOW = Date.parse('2026-11-20T15:00:00.000Z');
const config = {
  senders: new Map([['12345', { country: 'US' }]]),
  programs: new Map([
    ['club', { sender: '12345', disclosureText: 'Text JOIN for the club.' }],
    ['news', { sender: '12345' }],
  ]),
};

/** Keeps what would be published, by its name. */
class Sent {
  readonly events = new Map<string, ConsentRequested>();
  flushed = false;

  send(_event: unknown, name: string, data: unknown): Promise<void> {
    this.events.set(name, data as ConsentRequested);
    return Promise.resolve();
  }

  flush(): Promise<void> {
    this.flushed = true;
    return Promise.resolve();
  }
}

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'parley-import-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function importing(csv: string | Buffer, more: Partial<ImportOptions> = {}) {
  const path = join(folder, 'people.csv');
  writeFileSync(path, csv);
  const sender = new Sent();
  const rejectsFile = join(folder, 'people.rejects.csv');
  const defaults = { sender: '12345', program: 'club' };
  const imported = importFile({ path, rejectsFile, defaults, config, sender, nowMs: NOW, ...more });
  return { imported, sender, rejectsFile };
}

describe('an import', () => {
  it('asks for what the good rows say and puts the bad ones aside, with line and reason', async () => {
    const csv =
      '\uFEFFNumber;Name;Action;Requested At;Disclosure;Disclosure Version\r\n' +
      '(415) 555-0101;"Ann; B";opt_in;2026-11-01T10:00:00Z;"Text ""me""";7\r\n' +
      'nobody;;;;;\r\n' +
      '+14155550102;;opt out;;;\r\n' +
      '+14155550103;;maybe;;;\r\n' +
      '+14155550104;;;tomorrow;;\r\n' +
      '+14155550105;;;2027-01-01;;\r\n' +
      '+14155550109;;;0000-01-01T00:00:00+23:59;;\r\n' +
      '+14155550106;;;;words;\r\n' +
      '+14155550102;again;opt_out;;;\r\n' +
      ';no number;;;;\r\n' +
      '+14155550107;too;many;fields;in;this;row\r\n' +
      '+14155550108\r\n';
    const { imported, sender, rejectsFile } = importing(csv);
    const done = await imported;
    expect(done).toMatchObject({ rows: 12, taken: 2, rejected: 10, rejectsFile });
    expect(done.rejects.map(({ line, code }) => `${line} ${code}`)).toEqual([
      '3 NUMBER_MALFORMED',
      '5 ACTION_UNKNOWN',
      '6 TIME_MALFORMED',
      '7 TIME_MALFORMED',
      '8 TIME_MALFORMED',
      '9 DISCLOSURE_INCOMPLETE',
      '10 ROW_DUPLICATE',
      '11 NUMBER_MISSING',
      '12 ROW_MALFORMED',
      '13 ROW_MALFORMED',
    ]);
    expect([...sender.events.values()]).toEqual([
      {
        subscriber: '+14155550101',
        sender: '12345',
        program: 'club',
        action: 'opt_in',
        source: 'import',
        disclosure: { text: 'Text "me"', version: '7' },
        requestedAt: '2026-11-01T10:00:00.000Z',
      },
      {
        subscriber: '+14155550102',
        sender: '12345',
        program: 'club',
        action: 'opt_out',
        source: 'import',
        requestedAt: '2026-11-20T15:00:00.000Z',
      },
    ]);
    expect(sender.flushed).toBe(true);
    const rejected = readFileSync(rejectsFile, 'utf8').split('\n');
    expect(rejected[0]).toBe(
      'Number,Name,Action,Requested At,Disclosure,Disclosure Version,line,code,reason',
    );
    expect(rejected[1]).toMatch(/^nobody,,,,,,3,NUMBER_MALFORMED,/);
    expect(rejected).toHaveLength(12);
  });

  it('names a row by what it says: again, in another file or later, it is the same request', async () => {
    const first = importing('number\n+14155550101\n+14155550102\n');
    await first.imported;
    const again = importing('name,number\nx,415-555-0102\n', { nowMs: NOW + 5_000 });
    await again.imported;
    expect([...first.sender.events.keys()]).toEqual(expect.arrayContaining([...again.sender.events.keys()]));
    const other = importing('number,action\n+14155550102,opt_out\n');
    await other.imported;
    expect([...first.sender.events.keys()]).not.toContain([...other.sender.events.keys()][0]);
  });

  it('takes no opt-in that nothing proves: neither the row nor the program says what was agreed to', async () => {
    const { imported, sender } = importing(
      'number,program,action,disclosure,disclosure_version\n' +
        '+14155550101,news,,,\n' +
        '+14155550102,news,,Text me news.,7\n' +
        '+14155550103,news,opt_out,,\n' +
        '+14155550104,club,,,\n',
    );
    expect((await imported).rejects.map(({ line, code }) => `${line} ${code}`)).toEqual([
      '2 DISCLOSURE_MISSING',
    ]);
    expect([...sender.events.values()].map(({ subscriber }) => subscriber.at(-1))).toEqual(['2', '3', '4']);
  });

  it('refuses a file whose header names no numbers, whatever else is in it', async () => {
    await expect(importing('phone,name\n+14155550101,x\n').imported).rejects.toMatchObject({
      code: 'HEADER_INVALID',
    });
    await expect(importing('').imported).rejects.toMatchObject({ code: 'HEADER_INVALID' });
  });

  it('streams 20,000 rows, tells how far it is, and writes no file where nothing is rejected', async () => {
    let rows = 'number\n';
    for (let i = 0; i < 20_000; i++) rows += `+1415${String(2_000_000 + i)}\n`;
    const shares: number[] = [];
    const onProgress = (bytes: number): void => void shares.push(bytes);
    const { imported, rejectsFile } = importing(rows, { onProgress, sender: undefined });
    expect(await imported).toMatchObject({ rows: 20_000, taken: 20_000, rejected: 0 });
    expect(shares.length).toBeGreaterThan(20);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(existsSync(rejectsFile)).toBe(false);
  });
});

describe('a deactivation feed', () => {
  it('ends every consent on every sender and forgets what was told', async () => {
    const path = join(folder, 'given-back.txt');
    writeFileSync(
      path,
      'number\r\n+14155550101\r\n# a remark\r\n\r\n415-555-0102,2026-11-01\r\nnobody\r\n+14155550101\r\n',
    );
    const sender = new Sent();
    const senders = ['12345', '67890'];
    const options = { path, senders, preferences: ['size'], country: 'US', sender, nowMs: NOW };
    expect(await deactivateFile(options)).toEqual({
      numbers: 2,
      rejects: [{ line: 6, code: 'NUMBER_MALFORMED', message: expect.any(String) as string }],
    });
    expect([...sender.events.values()].slice(0, 3)).toEqual([
      ...senders.map((from) => ({
        subscriber: '+14155550101',
        sender: from,
        action: 'opt_out',
        source: 'deactivation',
        requestedAt: '2026-11-20T15:00:00.000Z',
      })),
      expect.objectContaining({ preference: 'size', value: null }),
    ]);
    expect(sender.events.size).toBe(6);
  });
});
