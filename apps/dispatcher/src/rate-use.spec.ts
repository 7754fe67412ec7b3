import { RateUse } from './rate-use.js';

describe('the use of a contract', () => {
  it('is the share of ten seconds, by sender, and is forgotten as they pass', () => {
    const use = new RateUse();
    use.note('12345', 300, 100, 5_000);
    use.note('12345', 200, 100, 9_999);
    use.note('99999', 5, 1, 9_000);
    expect(use.shares(10_000)).toEqual([
      ['12345', 0.5],
      ['99999', 0.5],
    ]);
    expect(use.shares(15_000)[0]).toEqual(['12345', 0.2]);
    use.note('12345', 100, 100, 15_500);
    expect(use.shares(15_500)[0]).toEqual(['12345', 0.3]);
    expect(use.shares(99_000)[0]).toEqual(['12345', 0]);
  });
});
