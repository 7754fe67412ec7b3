import { decide } from './consent.decide.js';
import { standingOf } from './consent.state.js';
import { BEGIN, sale, tell } from './consent.story.js';

describe('confirm', () => {
  test.each<[string, string[], string | undefined]>([
    ['JOIN club, YES', ['club: pending→in confirm/word'], 'club: welcome'],
    ['web_form: JOIN club, YES', ['club: pending→in confirm/word'], 'club: welcome'],
    // Nothing pending: nothing at all.
    ['YES', [], undefined],
    ['JOIN news, YES', [], undefined],
    ['JOIN club, YES, YES', [], undefined],
    ['JOIN club, STOP, YES', [], undefined],
    // In time, and too late: silently back to what it was.
    ['JOIN club, +29.999d, YES', ['club: pending→in confirm/word'], 'club: welcome'],
    ['JOIN club, +30d, YES', ['club: pending→none confirm/expired'], undefined],
    ['STOP club, JOIN club, +30d, YES', ['club: pending→out confirm/expired'], undefined],
    [
      'JOIN club, +20d, JOIN sale, +10d, YES',
      ['club: pending→none confirm/expired', 'sale: pending→in confirm/word'],
      'sale: welcome',
    ],
    // Of several the newest, or the one that the word names.
    ['JOIN club, JOIN sale, YES', ['sale: pending→in confirm/word'], 'sale: welcome'],
    ['JOIN sale, JOIN club, YES, YES', ['sale: pending→in confirm/word'], 'sale: welcome'],
    ['JOIN club, JOIN sale, YES club', ['club: pending→in confirm/word'], 'club: welcome'],
    // The answer to a prompt that was asked for after a STOP lifts the STOP.
    ['STOP, JOIN club, YES', ['*: out→none confirm/lift', 'club: pending→in confirm/word'], 'club: welcome'],
    [
      'STOP, web_form: JOIN news, YES',
      ['*: out→none confirm/lift', 'news: pending→in confirm/word'],
      'news: welcome',
    ],
  ])('%s', (story, written, heard) => {
    expect(tell(story)).toMatchObject({ written, heard });
  });

  it('leaves the other programs of a STOP out', () => {
    const { consents } = tell('JOIN news, STOP, JOIN club, YES');
    expect(standingOf(consents, '12345', 'news')?.state).toBe('out');
    expect(standingOf(consents, '12345', 'club')?.state).toBe('in');
  });

  it('says in the ledger that time, not the person, ended a prompt', () => {
    expect(tell('JOIN club, +30d, YES').decision.entries[0]?.source).toBe('expiry');
  });

  it('passes over a program that is no longer configured', () => {
    const { consents } = tell('JOIN sale, JOIN club');
    const yes = { kind: 'confirm', sender: '12345', source: 'keyword' } as const;
    expect(decide(consents, yes, { programs: [], now: BEGIN })).toEqual({ entries: [] });
    const { entries } = decide(consents, yes, { programs: [sale], now: BEGIN });
    expect(entries).toMatchObject([{ program: 'sale', from: 'pending', to: 'in' }]);
  });
});
