import { sinceOf } from './since.js';

describe('--since', () => {
  const NOW = Date.parse('2026-11-20T15:00:00.000Z');

  it.each([
    ['7d', '2026-11-13T15:00:00.000Z'],
    ['12h', '2026-11-20T03:00:00.000Z'],
    ['30m', '2026-11-20T14:30:00.000Z'],
    ['2026-11-19', '2026-11-19T00:00:00.000Z'],
    ['2026-11-19T10:00Z', '2026-11-19T10:00:00.000Z'],
  ])('%s', (written, at) => {
    expect(new Date(sinceOf(written, NOW)).toISOString()).toBe(at);
  });

  it.each(['', '7', 'd', '7w', 'yesterday', '2026-13-40', '-7d'])('refuses %j', (written) => {
    expect(() => sinceOf(written, NOW)).toThrow(/--since takes/);
  });
});
