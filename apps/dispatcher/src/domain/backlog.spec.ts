import { Backlog } from './backlog.js';

function after(...claims: readonly (readonly [atMs: number, behind: boolean])[]): Backlog {
  const backlog = new Backlog();
  for (const [atMs, behind] of claims) backlog.note(behind, atMs);
  return backlog;
}

describe('a backlog', () => {
  it('is none before anything was claimed, nor while a burst goes', () => {
    expect(after().lasts(0)).toBe(false);
    expect(after([0, true], [999, true]).lasts(999)).toBe(false);
  });

  it('lasts once texts were left behind for a second on end', () => {
    expect(after([0, true], [500, true], [1_000, true]).lasts(1_000)).toBe(true);
    expect(after([0, true], [500, false], [1_000, true], [1_999, true]).lasts(1_999)).toBe(false);
  });

  it('is over 5 s after the last text was left behind', () => {
    const over = after([0, true], [1_000, true], [1_100, false]);
    expect(over.lasts(5_999)).toBe(true);
    expect(over.lasts(6_000)).toBe(false);
  });
});
