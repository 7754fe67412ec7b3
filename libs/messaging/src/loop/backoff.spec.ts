import { DatabaseError } from '@parley/persistence';
import fc from 'fast-check';
import { PublishError } from '../kafka/event-publisher.js';
import { backoffMs, isInfrastructure, pause, persist, StoppedError } from './backoff.js';

const away = DatabaseError.from({ code: '57P01', message: 'terminating connection' });
const never = new AbortController().signal;

describe('the wait before another attempt', () => {
  it('doubles from 50 ms to 5 s', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9].map(backoffMs)).toEqual([
      50, 100, 200, 400, 800, 1600, 3200, 5000, 5000,
    ]);
  });

  it('never shrinks and never ends, however often it was tried', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), (attempt) => {
        expect(backoffMs(attempt)).toBeGreaterThanOrEqual(50);
        expect(backoffMs(attempt + 1)).toBeGreaterThanOrEqual(backoffMs(attempt));
        expect(backoffMs(attempt)).toBeLessThanOrEqual(5000);
      }),
    );
  });

  it('ends at once when the service stops, also when it had stopped before', async () => {
    const stop = new AbortController();
    const begun = performance.now();
    const waiting = pause(60_000, stop.signal);
    stop.abort();
    await waiting;
    await pause(60_000, stop.signal);
    expect(performance.now() - begun).toBeLessThan(1000);
  });
});

describe('work that infrastructure holds up', () => {
  it.each([
    ['the broker is away', new PublishError('no broker'), true],
    ['the database is away', away, true],
    ['the statement is wrong', DatabaseError.from({ code: '22P02', message: 'invalid input' }), false],
    ['a bug', new TypeError('undefined is not a function'), false],
    ['nothing at all', undefined, false],
  ])('%s: %s', (_what, error, expected) => {
    expect(isInfrastructure(error)).toBe(expected);
  });

  it('is done again until it succeeds, each failure told with its number', async () => {
    const told: number[] = [];
    let failures = 2;
    const work = () => (failures-- > 0 ? Promise.reject(away) : Promise.resolve('done'));
    expect(await persist(work, never, (_error, attempt) => told.push(attempt))).toBe('done');
    expect(told).toEqual([1, 2]);
  });

  it('is not done again for any other error', async () => {
    const told: number[] = [];
    const work = () => Promise.reject(new TypeError('a bug'));
    await expect(persist(work, never, (_error, attempt) => told.push(attempt))).rejects.toThrow('a bug');
    expect(told).toEqual([]);
  });

  it('is given up when the service stops', async () => {
    const stop = new AbortController();
    const work = () => Promise.reject(away);
    await expect(persist(work, stop.signal, () => stop.abort())).rejects.toThrow(StoppedError);
  });
});
