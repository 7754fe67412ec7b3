import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mo, mt } from '../../tools/simulator/entries.builder.js';
import { LedgerTail } from './ledger-tail.js';

describe('the tail of a ledger', () => {
  it('takes in each line once, and a line that is being written when it is whole', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ledger-'));
    try {
      const file = join(folder, 'ledger.ndjson');
      const tail = new LedgerTail(file);
      const second = JSON.stringify(mt({ text: 'Stay warm! ☃' }));
      await appendFile(file, `${JSON.stringify(mo({}))}\n${second.slice(0, 40)}`);
      expect((await tail.read()).map(({ kind }) => kind)).toEqual(['mo.sent']);
      await appendFile(file, `${second.slice(40)}\n`);
      expect((await tail.read())[1]).toEqual(JSON.parse(second));
      expect(await tail.read()).toHaveLength(2);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
