import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseParleyFile, type ConfigSnapshot } from '@parley/config';
import { projectRoot } from '../platform/project-root.js';
import { judge } from './judge.js';
import { storyOf } from './story.js';

function example(): ConfigSnapshot {
  const parsed = parseParleyFile(readFileSync(join(projectRoot(), 'parley.yaml'), 'utf8'), 'parley.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.declared;
}

const sent = { id: 'a', sentAt: 0, status: 200 };
const turn = (...texts: string[]) => ({
  sent,
  replies: texts.map((text) => ({ text, segments: 1, afterMs: 1 })),
  silence: undefined,
});

describe('the demo', () => {
  it('plays the seven turns of the example parley.yaml', () => {
    const { sender, turns } = storyOf(example());
    expect(sender).toBe('12345');
    expect(turns.map(({ says }) => says)).toEqual([
      'DISCOUNT',
      'JOIN',
      'yes',
      'Help',
      'STOP',
      'DISCOUNT',
      'START',
    ]);
    expect(turns[0]!.replies).toEqual(['Your code WARM30 takes 30% off your next sweater order. Stay warm!']);
    expect(turns[5]).toMatchObject({ replies: [], silence: 'OPTED_OUT' });
  });

  it('says what it lacks in another parley.yaml', () => {
    expect(() => storyOf({ ...example(), keywords: new Map() })).toThrow(/DISCOUNT/);
  });

  it('judges every word', () => {
    const [first] = storyOf(example()).turns;
    const [reply] = first!.replies;
    expect(judge(first!, turn(reply!)).right).toBe(true);
    expect(judge(first!, turn(`${reply} `))).toEqual({ right: false, expected: reply });
    expect(judge(first!, turn(reply!, reply!)).right).toBe(false);
    expect(judge(first!, turn()).right).toBe(false);
  });

  it('judges a silence by its reason', () => {
    const silence = storyOf(example()).turns[5]!;
    const quiet = { ...turn(), silence: { code: 'OPTED_OUT', service: 'dispatcher' } };
    expect(judge(silence, quiet).right).toBe(true);
    expect(judge(silence, { ...quiet, silence: { code: 'NO_CONSENT', service: 'dispatcher' } }).right).toBe(
      false,
    );
    expect(judge(silence, turn()).right).toBe(false);
    expect(judge(silence, turn('anything')).right).toBe(false);
  });
});
