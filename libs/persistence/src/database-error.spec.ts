import { DatabaseError } from './database-error.js';

const from = (code: string | undefined, message = 'failed', constraint?: string) =>
  DatabaseError.from({ code, message, constraint });

describe('what went wrong in PostgreSQL', () => {
  it.each([
    ['08006', 'connection failure'],
    ['53100', 'disk full'],
    ['53300', 'too many connections'],
    ['57P01', 'terminating connection due to administrator command'],
    ['57P03', 'the database system is starting up'],
    ['40001', 'could not serialize access'],
    ['40P01', 'deadlock detected'],
    ['55P03', 'could not obtain lock'],
    ['25006', 'cannot execute INSERT in a read-only transaction'],
    ['ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:5432'],
    ['ECONNRESET', 'read ECONNRESET'],
    ['EPIPE', 'write EPIPE'],
    ['ETIMEDOUT', 'connect ETIMEDOUT'],
    ['ENOTFOUND', 'getaddrinfo ENOTFOUND db'],
    ['EAI_AGAIN', 'getaddrinfo EAI_AGAIN db'],
    ['EHOSTUNREACH', 'connect EHOSTUNREACH 10.0.0.7:5432'],
    ['ENETUNREACH', 'connect ENETUNREACH 10.0.0.7:5432'],
    ['ECONNABORTED', 'write ECONNABORTED'],
    [undefined, 'Connection terminated unexpectedly'],
    [undefined, 'Connection terminated due to connection timeout'],
    [undefined, 'timeout exceeded when trying to connect'],
    [undefined, 'Client has encountered a connection error and is not queryable'],
  ])('%s (%s) is worth the same work again', (code, message) => {
    expect(from(code, message).transient).toBe(true);
  });

  it.each([
    ['22P02', 'invalid input syntax'],
    ['22P05', 'unsupported Unicode escape sequence'],
    ['23505', 'duplicate key value violates unique constraint'],
    ['23502', 'null value in column'],
    ['42703', 'column does not exist'],
    [undefined, 'Query values must be an array'],
  ])('%s (%s) is not', (code, message) => {
    expect(from(code, message).transient).toBe(false);
  });

  it.each([
    ['22P05', 'unsupported Unicode escape sequence', true],
    ['23505', 'duplicate key value violates unique constraint', true],
    ['21000', 'ON CONFLICT DO UPDATE command cannot affect row a second time', true],
    [undefined, 'Converting circular structure to JSON', true],
    ['42P01', 'relation "router.conversations" does not exist', false],
    ['42501', 'permission denied for table conversations', false],
    ['3D000', 'database "parley" does not exist', false],
    ['28P01', 'password authentication failed', false],
    ['XX000', 'could not open relation', false],
    ['57P01', 'terminating connection due to administrator command', false],
  ])('%s (%s) blames the values: %s', (code, message, expected) => {
    expect(from(code, message).isAboutValues).toBe(expected);
  });

  it('says which unique key objected', () => {
    const error = from('23505', 'duplicate key', 'inbox_pkey');
    expect([error.isUniqueViolation, error.constraint]).toEqual([true, 'inbox_pkey']);
    expect(from('23502').isUniqueViolation).toBe(false);
  });

  it('keeps no values: neither detail nor parameters nor the failed row', () => {
    const error = DatabaseError.from({
      code: '23505',
      message: 'duplicate key value violates unique constraint "people_pkey"',
      detail: 'Key (subscriber)=(+14155550101) already exists.',
      where: "unnamed portal parameter $1 = '+14155550101'",
    });
    const quoted = from('22P02', 'invalid input syntax for type uuid: "+14155550101 \nsays hello"');
    expect(quoted.message).toBe('invalid input syntax for type uuid');
    for (const each of [error, quoted])
      expect(JSON.stringify(each) + String(each)).not.toContain('4155550101');
  });

  it('is wrapped once, and made of anything that is thrown', () => {
    const error = from('22P02');
    expect(DatabaseError.from(error)).toBe(error);
    expect(DatabaseError.from('words')).toMatchObject({
      message: 'words',
      code: 'UNKNOWN',
      transient: false,
    });
  });
});
