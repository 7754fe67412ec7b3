import { AskedOnce } from './asked-once.js';

describe('what many look at', () => {
  let now = 0;
  let asked = 0;
  const answers = new AskedOnce(20, () => now);
  const look = (name = 'campaigns', tookMs = 0): Promise<number> =>
    answers.of(name, async () => {
      now += tookMs;
      return (asked += 1);
    });

  beforeEach(() => {
    now += 1_000_000;
    asked = 0;
  });

  it('is asked for once while it is fresh', async () => {
    expect(await Promise.all([look(), look()])).toEqual([1, 1]);
    now += 1_499;
    expect(await look()).toBe(1);
    now += 1;
    expect(await look()).toBe(2);
  });

  it('stays fresh for twenty times what it cost', async () => {
    await look('costly', 1_000);
    now += 19_999;
    expect(await look('costly')).toBe(1);
    now += 1;
    expect(await look('costly')).toBe(2);
  });

  it('is asked for again after it failed', async () => {
    await expect(answers.of('broken', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await look('broken')).toBe(1);
  });
});
