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

  it('goes on when one fails', async () => {
    const time = new SharedTime(() => undefined);
    const failing = time.play(() => Promise.reject(new Error('wrong')));
    const waiting = time.play((pass) => pass(10));
    await expect(failing).rejects.toThrow('wrong');
    await waiting;
  });
});
