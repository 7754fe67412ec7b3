import { SharedTime } from './shared-time.js';

describe('the time of conversations side by side', () => {
  it('moves to the nearest moment that one waits for, once all wait', async () => {
    const said: string[] = [];
    const time = new SharedTime((ms) => void said.push(`now ${ms}`));
    const talk = (name: string, ...waits: number[]): Promise<void> =>
      time.play(async (pass) => {
        said.push(`${name} begins`);
        for (const ms of waits) {
          await pass(ms);
          said.push(`${name} after ${ms}`);
        }
      });
    await Promise.all([talk('ann', 10, 20), talk('ben', 30), talk('cleo'), talk('dan', 5)]);
    expect(said).toEqual([
      ...['ann begins', 'ben begins', 'cleo begins', 'dan begins'],
      ...['now 5', 'dan after 5', 'now 10', 'ann after 10', 'now 30', 'ben after 30', 'ann after 20'],
    ]);
  });

  it('waits until the house is there, and lets nobody go where it fails', async () => {
    const said: string[] = [];
    const time = new SharedTime(async (ms) => {
      await new Promise(setImmediate);
      if (ms > 10) throw new Error('no such day');
      said.push(`now ${ms}`);
    });
    const talk = (...waits: number[]): Promise<void> =>
      time.play(async (pass) => {
        for (const ms of waits) await pass(ms);
        said.push('over');
      });
    const [one, ...others] = await Promise.allSettled([talk(10), talk(20), talk(5, 30)]);
    expect(said).toEqual(['now 5', 'now 10', 'over']);
    expect(one.status).toBe('fulfilled');
    for (const other of others) expect(other).toMatchObject({ reason: new Error('no such day') });
  });

  it('goes on when one fails', async () => {
    const time = new SharedTime(() => undefined);
    const failing = time.play(() => Promise.reject(new Error('wrong')));
    const waiting = time.play((pass) => pass(10));
    await expect(failing).rejects.toThrow('wrong');
    await waiting;
  });
});
