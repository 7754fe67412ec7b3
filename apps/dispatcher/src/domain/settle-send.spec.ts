import { carrierErrors, needsPerson, retryOf, type CarrierErrorCode } from '@parley/carriers';
import fc from 'fast-check';
import { retryClassOf, settle, type AttemptContext, type Attempted } from './settle-send.js';

const context: AttemptContext = { attempt: 1, nowMs: 0, expiresAtMs: 1e12, onUnknown: 'park', jitter: 0.5 };
const failed: Attempted = { kind: 'failed', code: 'CARRIER_DOWN' };
const throttled: Attempted = { kind: 'throttled' };
const unknown: Attempted = { kind: 'unknown', code: 'TIMEOUT' };

function waits(outcome: Attempted, attempts: number, changed: Partial<AttemptContext> = {}): unknown[] {
  return Array.from({ length: attempts }, (_, i) => {
    const next = settle(outcome, { ...context, ...changed, attempt: i + 1 });
    return next.kind === 'retry' ? next.afterMs / 1000 : next.kind === 'done' ? next.status : next.kind;
  });
}

describe('after an attempt', () => {
  it('that the carrier took, nothing is left to do', () => {
    const next = settle({ kind: 'submitted', carrierMessageId: 'c-1' }, context);
    expect(next).toEqual({ kind: 'done', status: 'submitted', carrierMessageId: 'c-1' });
  });

  it('that it rejected, nothing is tried again', () => {
    const next = settle({ kind: 'rejected', code: 'BLOCKED', carrierCode: '30004' }, context);
    expect(next).toEqual({ kind: 'done', status: 'rejected', code: 'BLOCKED' });
  });

  it('whose outcome cannot be known, it is parked and never sent again by default (I3)', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (attempt, jitter) => {
          const next = settle(unknown, { ...context, attempt, jitter });
          expect(next).toEqual({ kind: 'done', status: 'unknown', code: 'TIMEOUT' });
        },
      ),
    );
  });

  it('whose outcome cannot be known, it is sent again where its publisher chose so', () => {
    expect(waits(unknown, 3, { onUnknown: 'resend' })).toEqual([1, 5, 10]);
  });

  it('that failed at the carrier, it waits longer each time', () => {
    expect(waits(failed, 9)).toEqual([1, 5, 10, 60, 300, 600, 1800, 1800, 1800]);
  });

  it('that had not begun when its time had passed, it goes back as if never claimed', () => {
    expect(settle({ kind: 'failed', code: 'SEND_BY_PASSED' }, context)).toEqual({ kind: 'released' });
  });

  it('that was throttled, it waits by a ladder of its own', () => {
    expect(waits(throttled, 9)).toEqual([1, 2, 4, 8, 15, 30, 60, 60, 60]);
    expect(settle(throttled, context)).toMatchObject({ code: 'THROTTLED' });
  });

  it('that was throttled or met a full queue, its sender is held for a second, or as the carrier said', () => {
    const full: Attempted = { kind: 'failed', code: 'QUEUE_FULL' };
    expect([throttled, full, failed].map((outcome) => settle(outcome, context))).toMatchObject([
      { holdMs: 1000 },
      { holdMs: 1000 },
      { kind: 'retry' },
    ]);
    expect(settle(failed, context)).not.toHaveProperty('holdMs');
    expect(settle({ ...throttled, retryAfterMs: 7000 }, context)).toMatchObject({ holdMs: 7000 });
  });

  it.each([
    ['CONNECTION_FAILED', 'connection', [1, 2, 5, 10, 30, 60, 300, 600, 600]],
    ['ACCOUNT_SUSPENDED', 'account', [60, 300, 600, 1800, 1800]],
    ['DAILY_LIMIT', 'limit', [600, 1800, 3600, 3600]],
    ['QUEUE_FULL', 'throttled', [1, 2, 4, 8, 15, 30, 60, 60]],
  ])('that met %s, it waits as for its class (%s)', (code, name, expected) => {
    expect(retryClassOf(code)).toBe(name);
    expect(waits({ kind: 'failed', code }, expected.length)).toEqual(expected);
  });

  it('every error of the list that may be tried again has a class of its own choosing', () => {
    const later = (Object.keys(carrierErrors) as CarrierErrorCode[]).filter(
      (code) => retryOf(code) === 'later' && code !== 'SEND_BY_PASSED', // which is no attempt: it is released
    );
    const person = later.filter((code) => needsPerson(code));
    expect(later.filter((code) => retryClassOf(code) === 'carrier')).toEqual(['CARRIER_DOWN']);
    expect(later.filter((code) => retryClassOf(code) === 'account')).toEqual(person);
  });

  it('retries are spread by a fifth either way', () => {
    expect(waits(failed, 2, { jitter: 0 })).toEqual([0.8, 4]);
    expect(waits(failed, 2, { jitter: 1 })).toEqual([1.2, 6]);
  });

  it.each(['throttled', 'failed'] as const)('that %s, what the carrier asks for is respected', (kind) => {
    const asking = (retryAfterMs: number) =>
      settle({ kind, code: 'BUSY', retryAfterMs } as Attempted, context);
    expect(asking(30_000)).toMatchObject({ kind: 'retry', afterMs: 30_000 });
    expect(asking(10)).toMatchObject({ kind: 'retry', afterMs: 1000 });
  });

  it('that another carrier may take comes as after a broken connection, whatever this one asks for', () => {
    const account: Attempted = { kind: 'failed', code: 'UNAUTHORISED' };
    const asked: Attempted = { kind: 'throttled', retryAfterMs: 30_000 };
    for (const outcome of [failed, account, asked])
      expect(waits(outcome, 4, { elsewhere: true })).toEqual([1, 2, 5, 10]);
    expect(settle(asked, { ...context, elsewhere: true })).toMatchObject({ holdMs: 30_000 });
  });

  it('whose outcome cannot be known waits for the same carrier, though there is another', () => {
    expect(waits(unknown, 3, { onUnknown: 'resend', elsewhere: true })).toEqual([1, 5, 10]);
  });

  it('it is given up when the retry would come at its end or later', () => {
    expect(settle(failed, { ...context, expiresAtMs: 1001 })).toMatchObject({ kind: 'retry' });
    expect(settle(failed, { ...context, expiresAtMs: 1000 })).toEqual({
      kind: 'done',
      status: 'expired',
      code: 'CARRIER_DOWN',
    });
  });

  it('nothing is ever tried at once, before the carrier said, or after the end', () => {
    const outcome = fc.oneof(
      fc.record({
        kind: fc.constant('throttled' as const),
        retryAfterMs: fc.option(fc.nat(1e7), { nil: undefined }),
      }),
      fc.record({
        kind: fc.constant('failed' as const),
        code: fc.constant('X'),
        retryAfterMs: fc.option(fc.nat(1e7), { nil: undefined }),
      }),
    );
    const when = fc.record({
      attempt: fc.integer({ min: 1, max: 100 }),
      nowMs: fc.nat(1e9),
      expiresAtMs: fc.nat(2e9),
      onUnknown: fc.constantFrom('park' as const, 'resend' as const),
      jitter: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(outcome, when, (attempted, at) => {
        const next = settle(attempted, at);
        if (next.kind === 'released') return expect(attempted).toMatchObject({ code: 'SEND_BY_PASSED' });
        if (next.kind === 'done') return expect(next.status).toBe('expired');
        expect(next.afterMs).toBeGreaterThanOrEqual(Math.max(800, attempted.retryAfterMs ?? 0));
        expect(at.nowMs + next.afterMs).toBeLessThan(at.expiresAtMs);
      }),
    );
  });
});
