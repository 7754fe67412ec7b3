import { isFailing, signOf } from './failing-number.js';
import type { Attempted } from './settle-send.js';

describe('what an attempt says of the number that it was made from', () => {
  const rows: [Attempted, ReturnType<typeof signOf>][] = [
    [{ kind: 'submitted', carrierMessageId: 'c' }, 'well'],
    [{ kind: 'rejected', code: 'FILTERED' }, 'well'],
    [{ kind: 'rejected', code: 'INVALID_SENDER' }, { code: 'INVALID_SENDER' }],
    [{ kind: 'rejected', code: 'UNREGISTERED' }, { code: 'UNREGISTERED' }],
    [{ kind: 'failed', code: 'CONNECTION_FAILED' }, { code: 'CONNECTION_FAILED' }],
    [{ kind: 'failed', code: 'CARRIER_DOWN' }, { code: 'CARRIER_DOWN' }],
    [{ kind: 'failed', code: 'ACCOUNT_SUSPENDED' }, { code: 'ACCOUNT_SUSPENDED' }],
    [{ kind: 'failed', code: 'QUEUE_FULL' }, undefined],
    [{ kind: 'failed', code: 'DAILY_LIMIT' }, undefined],
    [{ kind: 'failed', code: 'SEND_BY_PASSED' }, undefined],
    [{ kind: 'failed', code: 'ABORTED' }, undefined],
    [{ kind: 'throttled' }, undefined],
    [{ kind: 'unknown', code: 'NO_ANSWER' }, undefined],
  ];

  it.each(rows)('%j', (outcome, sign) => {
    expect(signOf(outcome)).toEqual(sign);
  });
});

describe('a number that nothing goes by', () => {
  const at = (code: string, sinceMs: number, lastMs: number, nowMs: number, several = false) =>
    isFailing({ code, sinceMs, lastMs }, nowMs, several);

  it('fails at once where the carrier said no to it, or to the account', () => {
    for (const code of ['INVALID_SENDER', 'UNREGISTERED', 'UNAUTHORISED', 'ACCOUNT_SUSPENDED'])
      expect(at(code, 1000, 1000, 1000)).toBe(true);
  });

  it('fails after a while where it has another carrier that may take something', () => {
    expect(at('ACCOUNT_SUSPENDED', 1000, 20_999, 21_000, true)).toBe(false);
    expect(at('ACCOUNT_SUSPENDED', 1000, 21_000, 21_000, true)).toBe(true);
  });

  it('fails after 20 s without a connection, and not sooner', () => {
    expect(at('CONNECTION_FAILED', 0, 19_999, 20_000)).toBe(false);
    expect(at('CONNECTION_FAILED', 0, 20_000, 20_000)).toBe(true);
  });

  it('is tried again a minute after the last attempt', () => {
    expect(at('CONNECTION_FAILED', 0, 30_000, 89_999)).toBe(true);
    expect(at('CONNECTION_FAILED', 0, 30_000, 90_000)).toBe(false);
  });
});
