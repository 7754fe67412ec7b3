import { hasEnded } from './process-identity.js';

/** Fields of proc(5) stat from the third on: the state is the first, the number of threads the eighteenth. */
const stat = (state: string, threads: number): string[] => [
  state,
  ...Array<string>(16).fill('0'),
  String(threads),
];

describe('a process', () => {
  it('runs, whatever it waits for', () => {
    for (const state of ['R', 'S', 'D', 'T']) expect(hasEnded(stat(state, 1))).toBe(false);
  });

  it('has ended when it waits to be collected', () => {
    for (const ended of [stat('Z', 1), stat('Z', 0), stat('X', 0)]) expect(hasEnded(ended)).toBe(true);
  });

  it('has not while one of its threads is still at it: that one holds the ports', () => {
    expect(hasEnded(stat('Z', 2))).toBe(false);
  });

  it('is taken at its word where there is no such file', () => {
    expect(hasEnded(undefined)).toBe(false);
  });
});
