import { decide } from './consent.decide.js';
import { standingOf } from './consent.state.js';
import { BEGIN, club, FORM, news, sender, tell } from './consent.story.js';
import { PROMPT_REPEATS } from './subscribe.rule.js';

const DAY = 24 * 60 * 60 * 1000;

describe('subscribe', () => {
  test.each<[string, string[], string | undefined]>([
    // A keyword from the phone.
    ['JOIN club', ['club: none→pending subscribe/double'], 'club: prompt'],
    ['JOIN news', ['news: none→in subscribe/single'], 'news: welcome'],
    ['JOIN club, JOIN club', [], 'club: prompt'],
    ['JOIN news, JOIN news', [], undefined],
    ['JOIN nothing', [], undefined],
    // An expired prompt starts afresh.
    ['JOIN club, +29d, JOIN club', [], 'club: prompt'],
    [
      'JOIN club, +30d, JOIN club',
      ['club: pending→none confirm/expired', 'club: none→pending subscribe/double'],
      'club: prompt',
    ],
    // After an opt-out: the person's own word to come back.
    ['STOP news, JOIN news', ['news: out→in subscribe/single'], 'news: welcome'],
    ['STOP club, JOIN club', ['club: out→pending subscribe/double'], 'club: prompt'],
    ['STOP, JOIN news', ['*: out→none subscribe/lift', 'news: none→in subscribe/single'], 'news: welcome'],
    ['STOP, JOIN club', ['club: none→pending subscribe/double'], 'club: prompt'],
    // From elsewhere.
    ['web_form: JOIN club', ['club: none→pending subscribe/double'], 'club: prompt'],
    ['web_form: JOIN news', ['news: none→in subscribe/single'], 'news: welcome'],
    ['import: JOIN news', ['news: none→in subscribe/single'], 'news: welcome'],
    ['web_form: JOIN news BARE', [], undefined],
    ['api: JOIN club BARE', [], undefined],
    ['JOIN news, api: JOIN news BARE', [], undefined],
    // From elsewhere after an opt-out: the phone is asked, whatever the program's opt-in.
    ['STOP, web_form: JOIN news', ['news: none→pending subscribe/double'], 'news: prompt'],
    ['STOP news, api: JOIN news', ['news: out→pending subscribe/double'], 'news: prompt'],
    ['STOP news, api: JOIN news, api: JOIN news', [], 'news: prompt'],
    ['STOP news, api: JOIN news, JOIN news', ['news: pending→in subscribe/single'], 'news: welcome'],
    [
      'STOP news, api: JOIN news, +31d, api: JOIN news',
      ['news: pending→out confirm/expired', 'news: out→pending subscribe/double'],
      'news: prompt',
    ],
    // A list cannot undo an opt-out.
    ['STOP, import: JOIN news', [], undefined],
    ['STOP club, import: JOIN club', [], undefined],
    ['STOP club, JOIN club, +31d, import: JOIN club', [], undefined],
  ])('%s', (story, written, heard) => {
    expect(tell(story)).toMatchObject({ written, heard });
  });

  it('asks in the compliance lane, to be confirmed within the days that the program gives', () => {
    const { decision, consents } = tell('JOIN club');
    const expiresAt = BEGIN + 30 * DAY;
    expect(decision.reply).toEqual({
      name: 'prompt',
      text: 'club: prompt',
      version: '1',
      lane: 'compliance',
      purpose: 'opt_in_prompt',
      program: 'club',
    });
    expect(decision.entries).toEqual([
      {
        version: 1,
        sender: '12345',
        program: 'club',
        from: 'none',
        to: 'pending',
        rule: 'subscribe/double',
        source: 'keyword',
        at: BEGIN,
        shown: 'club: prompt',
        shownVersion: '1',
        expiresAt,
      },
    ]);
    expect(standingOf(consents, '12345', 'club')).toMatchObject({ expiresAt, repeats: 0 });
  });

  it('keeps a sender-wide opt-out until the prompt is answered', () => {
    expect(standingOf(tell('STOP, JOIN club').consents, '12345', '*')?.state).toBe('out');
    expect(standingOf(tell('STOP, JOIN news').consents, '12345', '*')?.state).toBe('none');
  });

  it('welcomes in the compliance lane, under the program', () => {
    expect(tell('JOIN news').decision.reply).toEqual({
      name: 'confirmation',
      text: 'news: welcome',
      version: '1',
      lane: 'compliance',
      purpose: 'opt_in_confirmation',
      program: 'news',
    });
  });

  it('answers who is already in, in the reply lane and under the program', () => {
    const programs = [{ ...news, alreadyInText: 'news: you are in' }];
    expect(tell('JOIN news, JOIN news', { programs }).decision).toEqual({
      entries: [],
      reply: {
        name: 'already-in',
        text: 'news: you are in',
        version: '1',
        lane: 'reply',
        purpose: 'information',
        program: 'news',
      },
    });
  });

  it('repeats a prompt three times, then keeps silent until it expires', () => {
    expect(PROMPT_REPEATS).toBe(3);
    expect(tell('JOIN club, JOIN club, JOIN club, JOIN club').heard).toBe('club: prompt');
    const fifth = 'JOIN club, JOIN club, JOIN club, JOIN club, JOIN club';
    expect(tell(fifth).decision).toEqual({ entries: [], refusal: 'PROMPT_LIMIT' });
    expect(tell(`${fifth}, +30d, JOIN club`).heard).toBe('club: prompt');
  });

  test.each([
    ['PROGRAM_UNKNOWN', 'JOIN nothing'],
    ['PROGRAM_MISSING', 'JOIN'],
    ['OPTED_OUT', 'STOP, import: JOIN news'],
    ...['web_form', 'api', 'import', 'email', 'voice'].map((source): [string, string] => [
      'DISCLOSURE_MISSING',
      `${source}: JOIN news BARE`,
    ]),
    ['DISCLOSURE_MISSING', 'web_form: JOIN club BARE'],
    ['PROGRAM_UNKNOWN', 'web_form: JOIN nothing BARE'],
  ])('says why not: %s', (refusal, story) => {
    expect(tell(story).decision).toEqual({ entries: [], refusal });
  });

  it("keeps a form's own words, and where it has none those that the program says people read", () => {
    const programs = [{ ...news, revision: '7', disclosureText: 'Get news.' }];
    const agreed = (story: string) => tell(story, { programs }).decision.entries[0];
    expect(agreed('web_form: JOIN news')).toMatchObject({
      disclosure: FORM.text,
      disclosureVersion: FORM.version,
    });
    const own = { disclosure: 'Get news.', disclosureVersion: '7' };
    expect(agreed('web_form: JOIN news BARE')).toMatchObject(own);
    expect(agreed('JOIN news')).toMatchObject(own);
    const { entries } = decide(
      undefined,
      {
        kind: 'subscribe',
        sender: sender.sender,
        source: 'web_form',
        disclosure: { text: ' ', version: '1' },
      },
      { sender, programs, now: BEGIN },
    );
    expect(entries).toMatchObject([own]);
  });

  it('writes a prompt with brand, word, frequency, rates, HELP and STOP where the program has none', () => {
    const welcomeText = 'Welcome! Up to 4 msgs/month.';
    const programs = [{ ...club, promptText: undefined, confirmWords: ['jepp'], welcomeText }];
    expect(tell('JOIN club', { programs }).heard).toBe(
      'Warm Sweaters: reply JEPP to join Sweater Club. Up to 4 msgs/month. Msg & data rates may apply. Reply HELP for help, STOP to end.',
    );
    expect(tell('JOIN club', { programs: [{ ...programs[0]!, confirmWords: [] }], sender }).heard).toContain(
      'reply YES to join',
    );
  });
});
