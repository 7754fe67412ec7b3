import { createServer, type AddressInfo, type Server } from 'node:net';
import { Pool } from 'pg';
import { PgDatabase } from './database.pg.js';
import { prepared } from './statement.js';

/** A message of the frontend/backend protocol, version 3: a letter, its length, what it says. */
function message(letter: string, said: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(said.length + 4);
  return Buffer.concat([Buffer.from(letter), length, said]);
}

const AUTHENTICATED = message('R', Buffer.alloc(4));
const READY = message('Z', Buffer.from('I'));
const LAST_WORDS = message(
  'E',
  Buffer.from('SFATAL\0C57P01\0Mterminating connection due to unexpected postmaster exit\0\0'),
);

let server: Server;
let pool: Pool;

/** Says that it is ready and that it ends in one packet, as the postmaster's death makes it. */
beforeAll(async () => {
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(Buffer.concat([AUTHENTICATED, READY, LAST_WORDS])));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  pool = new Pool({ host: '127.0.0.1', port, user: 'spec', database: 'spec', max: 1 });
});

afterAll(async () => {
  await pool.end();
  await new Promise((resolve) => server.close(resolve));
});

describe('a server that ends just as a connection became free', () => {
  it('fails what was to go over it, and the process goes on', async () => {
    const database = new PgDatabase(pool);
    const uncaught: unknown[] = [];
    const note = (error: unknown): number => uncaught.push(error);
    process.on('uncaughtException', note);
    try {
      const one = prepared('spec.one', 'SELECT 1');
      for (const asked of [database.commit([one()]), database.query(one())])
        await expect(asked).rejects.toMatchObject({ name: 'DatabaseError', transient: true });
      expect(uncaught).toEqual([]);
    } finally {
      process.off('uncaughtException', note);
    }
  });
});
