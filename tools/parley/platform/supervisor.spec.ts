import type { Death } from './service-process.js';
import { Supervisor } from './supervisor.js';

const death: Death = { name: 'dispatcher', how: 'SIGKILL', lastLines: [] };

/** A supervisor whose service comes back at the n-th try; the promise settles when it is back or given up. */
function supervise(comesBackAt: number) {
  const stop = new AbortController();
  const seen: string[] = [];
  let tries = 0;
  let settle: (outcome: string) => void = () => undefined;
  const supervisor = new Supervisor({
    restart: () => ((tries += 1) >= comesBackAt ? Promise.resolve() : Promise.reject(new Error('no'))),
    onDeath: ({ how }) => seen.push(how),
    onBack: (name) => settle(`${name} is back`),
    onGiveUp: ({ code }) => settle(code),
    logOf: () => 'a.log',
    signal: stop.signal,
    restartAfterMs: 1,
  });
  const die = (): Promise<string> => {
    const settled = new Promise<string>((resolve) => (settle = resolve));
    supervisor.died(death);
    return settled;
  };
  return { die, seen, stop, tries: () => tries };
}

describe('the supervisor', () => {
  it('starts a dead service again', async () => {
    const { die, seen, tries } = supervise(1);
    expect(await die()).toBe('dispatcher is back');
    expect(seen).toEqual(['SIGKILL']);
    expect(tries()).toBe(1);
  });

  it('tries five times and gives up', async () => {
    const { die, tries } = supervise(Infinity);
    expect(await die()).toBe('SERVICE_DIED');
    expect(tries()).toBe(5);
  });

  it('counts deaths on end as one misfortune', async () => {
    const { die, tries } = supervise(1);
    for (let times = 0; times < 5; times += 1) expect(await die()).toBe('dispatcher is back');
    expect(await die()).toBe('SERVICE_DIED');
    expect(tries()).toBe(5);
  });

  it('leaves dead what ends while everything is stopped', () => {
    const { die, seen, stop } = supervise(1);
    stop.abort();
    void die();
    expect(seen).toEqual([]);
  });
});
