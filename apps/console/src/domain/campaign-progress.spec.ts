import { progressOf } from './campaign-progress.js';

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
