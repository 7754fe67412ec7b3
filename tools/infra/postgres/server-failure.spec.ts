import { serverFailure } from './server-failure.js';
import { serverSettings, settingArguments } from './server-settings.js';

const place = { port: 15432, data: '/d/postgres/data', log: '/d/postgres/postgres.log' };

describe("PostgreSQL's last words", () => {
  it.each([
    [
      '2026-11-23 04:00:00.000 UTC [12] LOG:  could not bind IPv4 address "127.0.0.1": Address already in use\n2026-11-23 04:00:00.000 UTC [12] FATAL:  could not create any TCP/IP sockets',
      'INFRA_PORT_TAKEN',
      /15432/,
    ],
    [
      'FATAL:  could not write lock file "postmaster.pid": No space left on device',
      'INFRA_DISK_FULL',
      /free some space/,
    ],
    [
      'FATAL:  database files are incompatible with server\nDETAIL:  The data directory was initialized by PostgreSQL version 17',
      'INFRA_POSTGRES_DATA',
      /parley reset/,
    ],
    [
      '2026-11-23 04:00:00.000 UTC [12] FATAL:  unrecognized configuration parameter "x"\n2026-11-23 04:00:00.000 UTC [12] LOG:  database system is shut down',
      'INFRA_POSTGRES_START',
      /\(unrecognized configuration parameter "x"\)/,
    ],
  ])('%j', (words, code, sentence) => {
    const error = serverFailure(words, place);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(sentence);
  });
});

describe('the settings', () => {
  it('are safe unless tests ask for speed', () => {
    expect(serverSettings('safe')).toMatchObject({ fsync: 'on', synchronous_commit: 'on' });
    expect(serverSettings('safe')).not.toHaveProperty('full_page_writes');
    expect(serverSettings('fast')).toMatchObject({ fsync: 'off', synchronous_commit: 'on' });
  });

  it('become arguments', () => {
    expect(settingArguments({ jit: 'off', fsync: 'on' })).toEqual(['-c', 'jit=off', '-c', 'fsync=on']);
  });
});
