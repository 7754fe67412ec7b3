import { goesOn, progressOf, standingOf } from './campaign-progress.js';

it('the texts of a campaign are put together by where their people stand', () => {
  const run = { queued: 17, refused: 3, left: 80 };
  const texts = [
    { status: 'delivered', texts: 5 },
    { status: 'submitted', texts: 2 },
    { status: 'sent', texts: 1 },
    { status: 'unknown', code: 'TIMEOUT', texts: 1 },
    { status: 'refused', code: 'OPTED_OUT', texts: 3 },
    { status: 'suppressed', code: 'CANCELLED', texts: 1 },
    { status: 'calledBack', texts: 2 },
    { status: 'undelivered', code: 'UNREACHABLE', texts: 1 },
    { status: 'expired', texts: 1 },
    { status: 'waiting', texts: 2 },
    { status: 'deferred', texts: 1 },
  ];
  expect(progressOf(run, texts)).toEqual({
    ...{ audience: 100, left: 80, waiting: 2, deferred: 1, sent: 3, delivered: 5, refused: 7, failed: 1 },
    unknown: 1,
    reasons: [
      { code: 'CANCELLED', texts: 3 },
      { code: 'OPTED_OUT', texts: 3 },
      { code: 'EXPIRED', texts: 1 },
      { code: 'UNREACHABLE', texts: 1 },
    ],
  });
});

it.each([
  ['done', true, { deferred: 1 }, 'paused'],
  ['done', true, { waiting: 1 }, 'paused'],
  ['expired', true, { waiting: 1 }, 'paused'],
  ['done', true, { sent: 1 }, 'done'],
  ['done', false, { waiting: 1 }, 'done'],
  ['cancelled', true, { waiting: 1 }, 'cancelled'],
])('a campaign that is %s, held: %s, with %j, stands as %s', (state, held, parts, expected) => {
  const nothing = progressOf({ queued: 0, refused: 0, left: 0 }, []);
  expect(standingOf({ state, held }, { ...nothing, ...parts })).toBe(expected);
});

it.each([
  ['running', { left: 1 }, true],
  ['paused', { left: 1 }, true],
  ['running', { left: 0 }, false],
  ['done', { left: 1 }, false],
  ['expired', { left: 1 }, false],
  ['done', { deferred: 1 }, true],
  ['expired', { waiting: 1 }, true],
  ['cancelled', { left: 1, waiting: 1 }, false],
])('whether a campaign that is %s with %j goes on: %s', (state, parts, expected) => {
  const nothing = progressOf({ queued: 0, refused: 0, left: 0 }, []);
  expect(goesOn(state, { ...nothing, ...parts })).toBe(expected);
});
