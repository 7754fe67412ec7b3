import * as fc from 'fast-check';
import { MOST_ATTEMPTS } from './retry-delay.js';
import { outcomeOf, settleDelivery, type Attempted, type Outcome } from './settle-delivery.js';

const HOUR_S = 3600;
const DISABLE_S = 72 * HOUR_S;
const first: Attempted = { attempts: 1, test: false, failures: 0, failingS: 0 };
const settle = (outcome: Outcome, more: Partial<Attempted> = {}) =>
  settleDelivery({ ...first, ...more }, outcome, 0, DISABLE_S);
const away: Outcome = { ok: false, code: 'CONNECTION_FAILED' };

describe('what an answer means', () => {
  it.each([
    [200, { ok: true, status: 200 }],
    [204, { ok: true, status: 204 }],
    [302, { ok: false, code: 'REDIRECTED', status: 302 }],
    [400, { ok: false, code: 'REFUSED', status: 400 }],
    [404, { ok: false, code: 'REFUSED', status: 404 }],
    [410, { ok: false, code: 'GONE', status: 410 }],
    [408, { ok: false, code: 'BUSY', status: 408 }],
    [429, { ok: false, code: 'BUSY', status: 429, retryAfterS: 7 }],
    [503, { ok: false, code: 'BUSY', status: 503, retryAfterS: 7 }],
  ])('%i is %j', (status, outcome) => {
    expect(outcomeOf(status, 7)).toMatchObject(outcome);
  });
});

describe('a delivery after its attempt', () => {
  it('is over with a success, which ends the endpoint’s trouble', () => {
    expect(settle({ ok: true, status: 200 }, { failures: 9, failingS: 99 })).toMatchObject({
      state: 'delivered',
      endpoint: { well: true, failures: 0, restS: 0, disabled: false },
    });
  });

  it('waits, and with it an endpoint that is away', () => {
    expect(settle(away, { attempts: 2, failures: 3 })).toMatchObject({
      ...{ state: 'waiting', delayS: 60, code: 'CONNECTION_FAILED' },
      endpoint: { well: false, failures: 4, restS: 8, disabled: false },
    });
  });

  it('does not hold up others where the receiver refused this one alone', () => {
    expect(settle({ ok: false, code: 'REFUSED', status: 422 }).endpoint.restS).toBe(0);
  });

  it('comes no sooner than the receiver asked for, within a day', () => {
    expect(settle({ ok: false, code: 'BUSY', status: 429, retryAfterS: 120 })).toMatchObject({
      delayS: 120,
      endpoint: { restS: 120 },
    });
    const never = settle({ ok: false, code: 'BUSY', status: 503, retryAfterS: 1e9 });
    expect(never.delayS).toBe(24 * HOUR_S);
  });

  it('has failed after the last attempt, and a test after its first, at no cost of the endpoint', () => {
    expect(settle(away, { attempts: MOST_ATTEMPTS }).state).toBe('failed');
    expect(settle(away, { test: true, failures: 2, failingS: DISABLE_S })).toMatchObject({
      state: 'failed',
      endpoint: { failures: 2, restS: 0, disabled: false },
    });
  });

  it('disables an endpoint that is gone, or had no success for long', () => {
    expect(settle({ ok: false, code: 'GONE', status: 410 }).endpoint.disabled).toBe(true);
    expect(settle(away, { failingS: DISABLE_S - 1 }).endpoint.disabled).toBe(false);
    expect(settle(away, { failingS: DISABLE_S }).endpoint.disabled).toBe(true);
  });

  it('ends sooner or later, whatever is answered', () => {
    const status = fc.integer({ min: 200, max: 599 });
    fc.assert(
      fc.property(fc.array(status, { minLength: MOST_ATTEMPTS, maxLength: MOST_ATTEMPTS }), (statuses) => {
        const states = statuses.map(
          (each, n) => settle(outcomeOf(each, undefined), { attempts: n + 1 }).state,
        );
        expect(states.at(-1)).not.toBe('waiting');
        expect(states.indexOf('failed')).toBe(states.includes('failed') ? MOST_ATTEMPTS - 1 : -1);
      }),
    );
  });
});
