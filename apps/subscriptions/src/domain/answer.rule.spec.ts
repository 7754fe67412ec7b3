import fc from 'fast-check';
import { initialState, standingOf } from './consent.state.js';
import { decide } from './consent.decide.js';
import { BEGIN, club, news, sender, tell, wine } from './consent.story.js';

const sure = { ...club, invalidAnswerText: 'club: reply YES or STOP' };
const programs = [sure, news, wine];

describe('an answer that nobody understood', () => {
  it('is told what an answer looks like, twice, and then no more', () => {
    expect(tell('JOIN club, SAYS maybe', { programs }).heard).toBe('club: reply YES or STOP');
    expect(tell('JOIN club, SAYS maybe, SAYS hm', { programs }).heard).toBe('club: reply YES or STOP');
    expect(tell('JOIN club, SAYS maybe, SAYS hm, SAYS what', { programs }).heard).toBeUndefined();
    const once = [{ ...sure, invalidAnswers: 1 }];
    expect(tell('JOIN club, SAYS maybe, SAYS hm', { programs: once }).heard).toBeUndefined();
  });

  it('can still be put right, and agrees to the prompt as it was shown', () => {
    const { written, decision } = tell('JOIN club, SAYS maybe, YES', { programs });
    expect(written).toEqual(['club: pending→in confirm/word']);
    expect(decision.entries[0]).toMatchObject({
      disclosure: 'club: prompt',
      disclosureVersion: '1',
      shown: 'club: welcome',
    });
  });

  it.each([
    ['SAYS maybe'],
    ['JOIN news, SAYS maybe'],
    ['JOIN club, STOP, SAYS maybe'],
    ['JOIN club, +30d, SAYS maybe'],
    ['JOIN club, YES, SAYS maybe'],
  ])('is nobody’s where nothing is pending: %s', (story) => {
    expect(tell(story, { programs }).decision).toEqual({ entries: [] });
  });

  it('is met with silence where the program has no words for it', () => {
    expect(tell('JOIN club, SAYS maybe').decision).toEqual({ entries: [] });
  });
});

describe('an age gate', () => {
  it('asks whatever the opt-in, in its own words where the program has none', () => {
    const plain = { ...wine, promptText: undefined, optIn: 'single' as const };
    const { heard, written } = tell('JOIN wine', { programs: [plain] });
    expect(written).toEqual(['wine: none→pending subscribe/double']);
    expect(heard).toBe(
      'Warm Sweaters: to join Sweater Club, reply with your birth date as MM/DD/YYYY. Msg frequency varies. Msg & data rates may apply. Reply HELP for help, STOP to end.',
    );
  });

  it.each(['SAYS 12/31/1990', 'SAYS YES 12/31/1990', 'SAYS y, 31 Dec 1990', 'SAYS 11/19/2005'])(
    'lets in who is old enough: %s',
    (answer) => {
      // A story parts its words at commas.
      const { written, heard, decision } = tell(`JOIN wine, ${answer.replace(', ', ' ')}`, { programs });
      expect(written).toEqual(['wine: pending→in confirm/age']);
      expect(heard).toBe('wine: welcome');
      expect(decision.keptText).toBe('[a birth date: at least 21 years]');
      expect(decision.entries[0]).toMatchObject({ disclosure: 'wine: prompt' });
    },
  );

  // BEGIN is 2026-11-20T15:00Z: the day has begun everywhere.
  it.each(['SAYS 11/21/2005', 'SAYS 1/1/2020'])('refuses who is not: %s', (answer) => {
    const { written, heard, decision } = tell(`JOIN wine, ${answer}`, { programs });
    expect(written).toEqual(['wine: pending→out age/under']);
    expect(heard).toBe('wine: refused');
    expect(decision.reply?.purpose).toBe('opt_out_confirmation');
    expect(decision.keptText).toBe('[a birth date: under 21 years]');
  });

  it('asks nobody again who was too young, for a year or as long as the program says', () => {
    const young = 'JOIN wine, SAYS 1/1/2020';
    expect(tell(`${young}, JOIN wine`, { programs }).decision).toMatchObject({ refusal: 'UNDER_AGE' });
    expect(tell(`${young}, STOP, START, JOIN wine`, { programs }).decision).toMatchObject({
      refusal: 'UNDER_AGE',
    });
    expect(tell(`${young}, +364d, JOIN wine`, { programs }).decision).toMatchObject({ refusal: 'UNDER_AGE' });
    expect(tell(`${young}, +365d, JOIN wine`, { programs }).heard).toBe('wine: prompt');
    const soon = [{ ...wine, ageGate: { ...wine.ageGate!, retryAfterDays: 1 } }];
    expect(tell(`${young}, +1d, JOIN wine`, { programs: soon }).heard).toBe('wine: prompt');
  });

  it.each(['YES', 'SAYS 2/30/1990', 'SAYS 12/31/2027', 'SAYS 1990', 'SAYS maybe 1/1/1990'])(
    'asks again for what is no birth date: %s',
    (answer) => {
      const { written, heard } = tell(`JOIN wine, ${answer}`, { programs });
      expect(written).toEqual([]);
      expect(heard).toBe(
        'Warm Sweaters: reply with your birth date as MM/DD/YYYY to join Sweater Club, or STOP to end.',
      );
    },
  );

  it('reads the date as the sender’s country writes it', () => {
    const british = { ...sender, country: 'GB' };
    // 5 December 2005 in Britain, 12 May 2005 in the United States
    expect(tell('JOIN wine, SAYS 5/12/2005', { programs, sender: british }).written).toEqual([
      'wine: pending→out age/under',
    ]);
    expect(tell('JOIN wine, SAYS 5/12/2005', { programs }).written).toEqual(['wine: pending→in confirm/age']);
  });

  it('keeps no birth date in what it decides, nor in the state', () => {
    const days = fc.date({ min: new Date('1930-01-01'), max: new Date('2020-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(days, (date) => {
        const born = date.toISOString().slice(0, 10);
        const { consents, decision } = tell(`JOIN wine, SAYS ${born}`, { programs });
        expect(decision.entries).toHaveLength(1);
        const [year] = born.split('-');
        const kept = JSON.stringify([consents.standings.map(({ program }) => program), decision]);
        expect(kept).not.toContain(born);
        expect(kept.replaceAll(/"(at|expiresAt)":\d+/g, '')).not.toContain(`${year}-`);
      }),
    );
  });

  it('is answered only under the program that asks', () => {
    const { consents } = tell('JOIN wine, JOIN club, SAYS 12/31/1990', { programs });
    expect(standingOf(consents, '12345', 'wine')?.state).toBe('pending');
    expect(standingOf(consents, '12345', 'club')).toMatchObject({ state: 'pending', misses: 1 });
    const nobody = { kind: 'answer', sender: '12345', text: '12/31/1990', source: 'keyword' } as const;
    expect(decide(initialState, nobody, { sender, programs, now: BEGIN })).toEqual({ entries: [] });
  });
});

describe('words in the ledger', () => {
  it('are those that were agreed to and those that answered', () => {
    const poster = [{ ...news, disclosureText: 'Text NEWS to 12345. Msg & data rates may apply.' }];
    expect(tell('JOIN news', { programs: poster }).decision.entries[0]).toMatchObject({
      disclosure: 'Text NEWS to 12345. Msg & data rates may apply.',
      disclosureVersion: '1',
      shown: 'news: welcome',
      shownVersion: '1',
    });
    expect(tell('JOIN news').decision.entries[0]).not.toHaveProperty('disclosure');
    expect(tell('JOIN news, STOP news').decision.entries[0]).toMatchObject({ shown: 'news: goodbye' });
  });

  it('are the prompt as it was shown last', () => {
    const { consents } = tell('JOIN club');
    const reworded = [{ ...club, revision: '2', promptText: 'club: new prompt' }];
    const context = { sender, programs: reworded, now: BEGIN };
    const said = { sender: '12345', source: 'keyword' } as const;
    const again = decide(consents, { kind: 'subscribe', program: 'club', ...said }, context);
    expect(again.repeated).toBe('club');
    const yes = decide(consents, { kind: 'confirm', ...said }, context);
    expect(yes.entries[0]).toMatchObject({ disclosure: 'club: prompt', disclosureVersion: '1' });
  });

  it('are nobody’s when time ran out', () => {
    const [expired, asked] = tell('JOIN club, +31d, JOIN club').decision.entries;
    expect(expired).not.toHaveProperty('shown');
    expect(asked).toMatchObject({ shown: 'club: prompt' });
  });
});

describe('a number that has another owner', () => {
  it('gives nothing of the former one back to START', () => {
    const { written, consents } = tell('JOIN news, deactivation: STOP, START');
    expect(written).toEqual(['*: out→none opt-in/start']);
    expect(standingOf(consents, '12345', 'news')?.state).toBe('out');
    expect(tell('JOIN news, deactivation: STOP').heard).toBeUndefined();
  });
});

describe('an import', () => {
  it('texts behind everybody who waits for a reply, and nobody twice', () => {
    expect(tell('import: JOIN club').decision.reply?.lane).toBe('bulk');
    expect(tell('import: JOIN news').decision.reply?.lane).toBe('bulk');
    const chatty = [{ ...news, alreadyInText: 'news: you are in' }];
    expect(tell('JOIN news, import: JOIN news', { programs: chatty }).heard).toBeUndefined();
    expect(tell('JOIN news, JOIN news', { programs: chatty }).heard).toBe('news: you are in');
  });
});
