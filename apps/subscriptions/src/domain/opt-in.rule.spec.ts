import { club, news, sender, tell } from './consent.story.js';

const resumed =
  'Warm Sweaters: you will get messages again. Msg & data rates may apply. Reply HELP for help, STOP to end.';

describe('START', () => {
  test.each<[string, string[], string | undefined]>([
    // After a STOP of everything: what was in is in again, what was asked for is not, what had been left is not.
    ['STOP, START', ['*: out→none opt-in/start'], resumed],
    ['JOIN news, STOP, START', ['*: out→none opt-in/start', 'news: out→in opt-in/start'], resumed],
    ['JOIN club, STOP, START', ['*: out→none opt-in/start', 'club: out→none opt-in/start'], resumed],
    ['JOIN news, STOP news, STOP, START', ['*: out→none opt-in/start'], resumed],
    ['STOP, JOIN club, START', ['*: out→none opt-in/start'], resumed],
    [
      'JOIN news, JOIN club, YES, STOP, START',
      ['*: out→none opt-in/start', 'news: out→in opt-in/start', 'club: out→in opt-in/start'],
      resumed,
    ],
    // After an opt-out of programs: the last one.
    ['JOIN news, STOP news, START', ['news: out→in opt-in/start'], resumed],
    ['JOIN news, JOIN club, YES, STOP club, STOP news, START', ['news: out→in opt-in/start'], resumed],
    // Nothing to undo.
    ['START', [], undefined],
    ['JOIN news, START', [], undefined],
    ['JOIN news, STOP, START, START', [], undefined],
    ['STOP news, START', [], undefined],
    ['JOIN news, STOP, JOIN club, YES, START', [], undefined],
  ])('%s', (story, written, heard) => {
    expect(tell(story)).toMatchObject({ written, heard });
  });

  it('is the keyword of a sender with one program', () => {
    expect(tell('START', { programs: [club] }).heard).toBe('club: prompt');
    expect(tell('START', { programs: [news] }).heard).toBe('news: welcome');
  });

  it('says what the sender wants said', () => {
    const { decision } = tell('STOP, START', { sender: { ...sender, optInText: 'welcome back' } });
    expect(decision.reply).toEqual({
      name: 'confirmation',
      text: 'welcome back',
      version: '1',
      lane: 'compliance',
      purpose: 'opt_in_confirmation',
    });
  });
});
