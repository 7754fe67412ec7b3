import { decide } from './consent.decide.js';
import { standingOf } from './consent.state.js';
import { BEGIN, club, sender, tell } from './consent.story.js';

const goodbye =
  'Warm Sweaters: you are unsubscribed and will get no more messages. Reply START to resubscribe.';

describe('STOP', () => {
  test.each<[string, string[], string | undefined]>([
    // Everything, * first; it stands also for who never joined.
    ['STOP', ['*: none→out opt-out/sender'], goodbye],
    [
      'JOIN news, JOIN club, STOP',
      ['*: none→out opt-out/sender', 'news: in→out opt-out/sender', 'club: pending→out opt-out/sender'],
      goodbye,
    ],
    ['JOIN news, STOP news, STOP', ['*: none→out opt-out/sender'], goodbye],
    // Confirmed once while it stands.
    ['STOP, STOP', [], undefined],
    ['JOIN news, STOP, email: STOP', [], undefined],
    ['STOP, START, STOP', ['*: none→out opt-out/sender'], goodbye],
    ['STOP, JOIN club, STOP', ['club: pending→out opt-out/sender'], goodbye],
    // One program.
    ['JOIN news, JOIN club, STOP news', ['news: in→out opt-out/program'], 'news: goodbye'],
    ['STOP news', ['news: none→out opt-out/program'], 'news: goodbye'],
    ['STOP news, STOP news', [], undefined],
    ['STOP, STOP news', [], undefined],
    ['STOP gone', ['gone: none→out opt-out/program'], goodbye],
    // From elsewhere: confirmed by text, except where there is nobody to confirm it to.
    ['JOIN news, email: STOP news', ['news: in→out opt-out/program'], 'news: goodbye'],
    ['JOIN news, voice: STOP', ['*: none→out opt-out/sender', 'news: in→out opt-out/sender'], goodbye],
    ['JOIN news, import: STOP', ['*: none→out opt-out/sender', 'news: in→out opt-out/sender'], undefined],
    ['deactivation: STOP', ['*: none→out opt-out/sender'], undefined],
  ])('%s', (story, written, heard) => {
    expect(tell(story)).toMatchObject({ written, heard });
  });

  it('is confirmed in the compliance lane, under no program', () => {
    expect(tell('JOIN news, STOP news').decision.reply).toEqual({
      name: 'confirmation',
      text: 'news: goodbye',
      version: '1',
      lane: 'compliance',
      purpose: 'opt_out_confirmation',
    });
  });

  it("says the sender's goodbye, or that of its only program", () => {
    expect(tell('STOP', { programs: [club], sender: { ...sender, optOutText: 'bye' } }).heard).toBe('bye');
    expect(tell('STOP', { programs: [club] }).heard).toBe('club: goodbye');
  });

  it('is honoured and confirmed where the sender is not configured', () => {
    expect(tell('STOP', { programs: [], sender: undefined })).toMatchObject({
      written: ['*: none→out opt-out/sender'],
      heard: 'you are unsubscribed and will get no more messages. Reply START to resubscribe.',
    });
  });

  it('on one sender says nothing of another', () => {
    const { consents } = tell('JOIN news');
    const elsewhere = { kind: 'opt_out', sender: '67890', source: 'keyword' } as const;
    const { entries } = decide(consents, elsewhere, { programs: [], now: BEGIN });
    expect(entries).toMatchObject([{ sender: '67890', program: '*', version: 2 }]);
    expect(standingOf(consents, '12345', 'news')?.state).toBe('in');
  });
});
