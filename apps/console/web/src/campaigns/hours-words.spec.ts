import { hoursWords } from './hours-words.js';

const NOW = Date.parse('2026-11-26T14:30:00.000Z');
const hours = {
  ...{ people: 1, regions: ['US-CA'] },
  ...{ opensAt: '2026-11-26T16:00:00.000Z', closesAt: '2026-11-27T05:00:00.000Z' },
};

describe('when people of a campaign get it', () => {
  it('is said as when their hours begin, and what becomes of the rest when they end', () => {
    const words = hoursWords(hours, NOW);
    expect(words).toMatch(
      /^person \(US-CA\) gets it when their hours begin, [^;]*26[^;]*; what has not gone when they end, .*27.*, waits for the next$/,
    );
    expect(words).not.toMatch(/\d:\d\d:\d\d/);
  });

  it('is at once where they are within them; most places are named', () => {
    const regions = ['US-NY', 'US-NJ', 'US-CT', 'US-MA', 'US-PA', 'US-FL', 'US-GA', 'US-ME'];
    const soon = new Date(NOW + 30_000).toISOString();
    expect(hoursWords({ ...hours, people: 2, regions, opensAt: soon }, NOW)).toMatch(
      /^people \(US-NY, .*US-FL and 2 more\) get it at once, within their hours; what has not gone when they end, /,
    );
  });
});
