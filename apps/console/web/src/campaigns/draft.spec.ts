import type { ProgramView } from '../../../src/programs.controller.js';
import { bodyOf, costOf, NOTHING, slugOf } from './draft.js';

const program: ProgramView = {
  ...{ sender: '12345', program: 'club', name: 'Club', members: 1_000 },
  ...{ segmentsPerSecond: 50, smartEncoding: true },
};

describe('the draft of a campaign', () => {
  it('is sent without what is empty, and with a list only where it is for one', () => {
    const draft = {
      ...NOTHING,
      campaign: ' wool ',
      sender: '12345',
      program: 'club',
      text: 'x',
      numbers: '1',
    };
    expect(bodyOf(draft)).toEqual({ campaign: 'wool', sender: '12345', program: 'club', text: 'x' });
    expect(bodyOf({ ...draft, to: 'list' })).toMatchObject({ numbers: '1' });
    const sendAfter = '2026-11-27T09:00';
    expect(bodyOf({ ...draft, sendAfter })).toMatchObject({ sendAfter: new Date(sendAfter).toISOString() });
  });

  it('costs its segments for everybody, as they are sent', () => {
    expect(costOf('x'.repeat(161), program)).toEqual({ people: 1_000, segments: 2_000, lasts: 40_000 });
    const curly = '“Wool”'.padEnd(80, 'x');
    expect(costOf(curly, program).segments).toBe(1_000);
    expect(costOf(curly, { ...program, smartEncoding: false }).segments).toBe(2_000);
  });

  it.each([
    ['Autumn wool, 2nd!', 'autumn-wool-2nd-'],
    ['Été', 'ete'],
    ['--x', 'x'],
    ['a'.repeat(70), 'a'.repeat(63)],
  ])('has of %s the name %s', (written, slug) => {
    expect(slugOf(written)).toBe(slug);
  });
});
