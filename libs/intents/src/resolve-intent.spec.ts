import fc from 'fast-check';
import type { KeywordConfigured, ProgramConfigured, SenderConfigured } from '@parley/contracts';
import { COMPLIANCE_VERSION } from './compliance-words.js';
import { resolveIntent } from './resolve-intent.js';
import { SenderDictionaries, type Directory } from './sender-dictionary.js';

const sender: SenderConfigured = {
  sender: '12345',
  revision: 'r1',
  carrier: 'simulator',
  tenant: 'default',
  brand: 'Warm Sweaters',
  country: 'US',
  segmentsPerSecond: 100,
  helpText: 'Warm Sweaters: help at 1-800-555-0100.',
  fallbackText: 'We did not understand. Reply HELP for help.',
};

function program(name: string, confirmWords = ['yes', 'y']): ProgramConfigured {
  return {
    program: name,
    revision: 'r1',
    sender: '12345',
    name,
    optIn: 'double',
    confirmWords,
    confirmWithinDays: 30,
    welcomeText: 'Welcome!',
    goodbyeText: 'Bye.',
  };
}

const keywords: KeywordConfigured[] = [
  { keyword: 'DISCOUNT', action: 'reply', reply: 'Your code WARM30', aliases: ['SALE'] },
  { keyword: 'JOIN', action: 'subscribe', program: 'sweater-club', aliases: [] },
  { keyword: 'MEMBER', action: 'subscribe', aliases: [] },
  { keyword: 'LEAVE', action: 'unsubscribe', program: 'sweater-club', aliases: [] },
  { keyword: 'BYE', action: 'unsubscribe', aliases: [] },
  { keyword: 'SUPPORT', action: 'help', aliases: ['DISCOUNT HELP'] },
  { keyword: 'Y', action: 'reply', reply: 'Y is our newsletter', aliases: [] },
  { keyword: 'END', action: 'reply', reply: 'never sent', aliases: [] },
  { keyword: 'MUTE', action: 'reply', aliases: [] },
].map((each) => ({ sender: '12345', revision: 'k7', ...each }) as KeywordConfigured);

function dictionaryOf(
  programs: ProgramConfigured[],
  own: Partial<SenderConfigured> = {},
  words: KeywordConfigured[] = keywords,
) {
  const directory: Directory = {
    senders: new Map([['12345', { ...sender, ...own }]]),
    programs: new Map(programs.map((each) => [each.program, each])),
    keywords: new Map(words.map((each) => [`12345/${each.keyword}`, each])),
    revision: 1,
  };
  return new SenderDictionaries(directory).of('12345');
}

const club = program('sweater-club');
const shoes = program('shoe-club', ['yes', 'ok']);
const one = dictionaryOf([club]);
const two = dictionaryOf([club, shoes]);

describe('resolveIntent', () => {
  it.each([
    [
      'DISCOUNT',
      {
        intent: 'reply',
        rule: 'keyword/exact',
        keyword: 'DISCOUNT',
        answer: { kind: 'reply', text: 'Your code WARM30' },
      },
    ],
    ['discount pls', { intent: 'reply', rule: 'keyword/first-word', keyword: 'DISCOUNT' }],
    ['Sale!', { intent: 'reply', rule: 'keyword/alias', matched: 'SALE', keyword: 'DISCOUNT' }],
    ['JOIN', { intent: 'subscribe', program: 'sweater-club', keyword: 'JOIN', ruleVersion: 'k7' }],
    ['MEMBER', { intent: 'subscribe', program: 'sweater-club' }],
    ['LEAVE', { intent: 'unsubscribe', program: 'sweater-club', scope: 'program' }],
    ['BYE', { intent: 'unsubscribe', scope: 'sender' }],
    ['SUPPORT', { intent: 'help', keyword: 'SUPPORT', answer: { kind: 'help', text: sender.helpText } }],
    ['HELP', { intent: 'help', rule: 'compliance/help', answer: { kind: 'help', text: sender.helpText } }],
    [
      'STOP',
      {
        intent: 'opt_out',
        rule: 'compliance/opt-out',
        scope: 'sender',
        matched: 'stop',
        scopeRule: 'scope/only-program',
        ruleVersion: COMPLIANCE_VERSION,
      },
    ],
    ['START', { intent: 'opt_in', program: 'sweater-club' }],
    ['Yes', { intent: 'confirm', rule: 'compliance/confirm', program: 'sweater-club' }],
    ['END', { intent: 'opt_out', rule: 'compliance/opt-out' }],
    ['where is my order', { intent: 'handoff', rule: 'none/not-understood', answer: { kind: 'fallback' } }],
    ['', { intent: 'handoff', rule: 'none/not-understood' }],
  ])('%j', (text, meaning) => {
    expect(resolveIntent({ text, dictionary: one })).toMatchObject(meaning);
  });

  it('answers nothing where there is nothing to say', () => {
    const silent = dictionaryOf([club], { fallbackText: undefined });
    expect(resolveIntent({ text: 'hm', dictionary: silent }).answer).toBeUndefined();
    expect(resolveIntent({ text: 'MUTE', dictionary: silent })).toMatchObject({
      intent: 'reply',
      answer: undefined,
    });
    for (const text of ['STOP', 'START', 'YES', 'JOIN', 'LEAVE']) {
      expect(resolveIntent({ text, dictionary: one }).answer).toBeUndefined();
    }
  });

  it.each([
    ['STOP', undefined, ['sender', undefined, 'scope/unknown']],
    ['STOP', 'shoe-club', ['program', 'shoe-club', 'scope/conversation']],
    ['STOP', 'forgotten-club', ['sender', undefined, 'scope/unknown']],
    ['STOPALL', 'shoe-club', ['sender', undefined, 'scope/word']],
    ['stop all texts', 'shoe-club', ['sender', undefined, 'scope/word']],
    ['take me off your list', 'shoe-club', ['program', 'shoe-club', 'scope/conversation']],
    ['BYE', 'shoe-club', ['program', 'shoe-club', 'scope/conversation']],
    ['BYE', undefined, ['sender', undefined, 'scope/unknown']],
    ['LEAVE', 'shoe-club', ['program', 'sweater-club', 'scope/keyword']],
  ])('%s after %s, with two programs on the sender', (text, lastProgram, reach) => {
    const { scope, program: reached, scopeRule } = resolveIntent({ text, dictionary: two, lastProgram });
    expect([scope, reached, scopeRule]).toEqual(reach);
  });

  it('ends everything on a sender that is set so, but for a keyword that names its program', () => {
    const wide = dictionaryOf([club, shoes], { optOutScope: 'sender' });
    const about = { dictionary: wide, lastProgram: 'shoe-club' };
    for (const text of ['STOP', 'BYE', 'take me off your list']) {
      const { scope, program: reached, scopeRule } = resolveIntent({ text, ...about });
      expect([scope, reached, scopeRule]).toEqual(['sender', undefined, 'scope/sender-setting']);
    }
    expect(resolveIntent({ text: 'LEAVE', ...about })).toMatchObject({
      scope: 'program',
      program: 'sweater-club',
    });
  });

  it('asks back at a near-miss, and says nothing of an end', () => {
    for (const text of ['STPO', 'stooop pls', 'Unsubcribe']) {
      const asked = resolveIntent({ text, dictionary: one });
      expect(asked).toMatchObject({ intent: 'help', rule: 'near-miss/ask', answer: { kind: 'help' } });
      expect(asked.answer?.text).toBe('Warm Sweaters: Did you mean STOP? Reply STOP to end all texts.');
      expect([asked.scope, asked.program]).toEqual([undefined, undefined]);
    }
    const several = resolveIntent({ text: 'STPO', dictionary: two }).answer?.text;
    expect(several).toMatch(/STOP to end these texts, STOPALL to end all/);
    for (const text of [several, resolveIntent({ text: 'STPO', dictionary: one }).answer?.text]) {
      expect(text).not.toMatch(/unsubscribed/i);
    }
  });

  it('opts out at a near-miss, or leaves it, on senders that are set so', () => {
    const taking = dictionaryOf([club, shoes], { fuzzyOptOut: 'opt_out' });
    expect(resolveIntent({ text: 'STPO', dictionary: taking, lastProgram: 'shoe-club' })).toMatchObject({
      intent: 'opt_out',
      rule: 'near-miss/opt-out',
      matched: 'stop',
      scope: 'program',
      program: 'shoe-club',
      scopeRule: 'scope/conversation',
    });
    const off = dictionaryOf([club], { fuzzyOptOut: 'off' });
    expect(resolveIntent({ text: 'STPO', dictionary: off }).rule).toBe('none/not-understood');
  });

  it('opts out at a near-miss where any text would do, if the sender is set so, and by nothing more precise', () => {
    const taking = dictionaryOf([club], { fuzzyOptOut: 'opt_out' });
    const meaning = { ruleVersion: 'v', matched: 'x' };
    const aCase = {
      meaning: { ...meaning, intent: 'handoff', rule: 'support/case' },
      before: 'keywords',
      takesAnything: true,
    } as const;
    const freeWords = {
      meaning: { ...meaning, intent: 'answer', rule: 'flow/answer' },
      before: 'confirm',
      takesAnything: true,
    } as const;
    for (const inDialogue of [aCase, freeWords]) {
      expect(resolveIntent({ text: 'STPO', dictionary: taking, inDialogue })).toMatchObject({
        intent: 'opt_out',
        rule: 'near-miss/opt-out',
        alternatives: [{ rule: inDialogue.meaning.rule }],
      });
      for (const text of ['DISCOUNT', 'top', 'my order'])
        expect(resolveIntent({ text, dictionary: taking, inDialogue }).rule).toBe(inDialogue.meaning.rule);
      expect(resolveIntent({ text: 'STPO', dictionary: one, inDialogue }).rule).toBe(inDialogue.meaning.rule);
    }
    const choice = { ...freeWords, takesAnything: false };
    expect(resolveIntent({ text: 'STPO', dictionary: taking, inDialogue: choice }).rule).toBe('flow/answer');
  });

  it("takes a sender's keyword before a near-miss, and a compliance word as what it is", () => {
    const settings = { fuzzyOptOut: 'opt_out' } as const;
    const own = { ...keywords[0]!, keyword: 'STOOP', aliases: ['STIP'], patterns: ['sotp {number}'] };
    const dictionary = dictionaryOf([club], settings, [own]);
    for (const text of ['STOOP', 'stoop please', 'stip', 'sotp 5']) {
      expect(resolveIntent({ text, dictionary })).toMatchObject({ intent: 'reply', keyword: 'STOOP' });
    }
    expect(resolveIntent({ text: 'stpo', dictionary }).rule).toBe('near-miss/opt-out');
    for (const text of ['START', 'YES', 'HELP', 'STOP']) {
      expect(resolveIntent({ text, dictionary }).rule).toMatch(/^compliance\//);
    }
  });

  it('says what a pattern took', () => {
    const own = {
      ...keywords[0]!,
      keyword: 'SIZES',
      aliases: [],
      patterns: ['SIZE {number}', 'is {item:text} back'],
    };
    const dictionary = dictionaryOf([club], {}, [own]);
    expect(resolveIntent({ text: 'Size: 44!', dictionary })).toMatchObject({
      intent: 'reply',
      rule: 'keyword/pattern',
      matched: 'SIZE {number}',
      captured: { number: '44' },
    });
    expect(resolveIntent({ text: 'Is the red one back?', dictionary }).captured).toEqual({
      item: 'the red one',
    });
    expect(resolveIntent({ text: 'size xl', dictionary }).rule).toBe('none/not-understood');
  });

  it('ends everything with one program or none, whatever the conversation was about', () => {
    for (const dictionary of [one, dictionaryOf([])]) {
      const resolution = resolveIntent({ text: 'STOP', dictionary, lastProgram: 'sweater-club' });
      expect([resolution.scope, resolution.program]).toEqual(['sender', undefined]);
    }
  });

  it('names a program only where there is no choice', () => {
    for (const text of ['YES', 'START', 'MEMBER']) {
      expect(resolveIntent({ text, dictionary: two, lastProgram: 'shoe-club' }).program).toBeUndefined();
    }
    expect(resolveIntent({ text: 'ok', dictionary: two })).toMatchObject({
      intent: 'confirm',
      rule: 'answer/confirm-word',
      program: 'shoe-club',
    });
  });

  it("takes a program's confirming word before a keyword only where the conversation is about it", () => {
    const about = (lastProgram?: string) => resolveIntent({ text: 'y', dictionary: two, lastProgram });
    expect(about('sweater-club')).toMatchObject({
      intent: 'confirm',
      program: 'sweater-club',
      alternatives: [{ rule: 'keyword/exact', intent: 'reply', matched: 'Y' }],
    });
    for (const other of [about(), about('shoe-club')]) {
      expect(other).toMatchObject({ intent: 'reply', alternatives: [{ rule: 'answer/confirm-word' }] });
    }
  });

  it('says what else would have matched', () => {
    expect(resolveIntent({ text: 'discount help', dictionary: one })).toMatchObject({
      rule: 'keyword/first-word',
      normalized: 'discount help',
      alternatives: [{ rule: 'keyword/alias', matched: 'DISCOUNT HELP', intent: 'help' }],
    });
    expect(resolveIntent({ text: 'STOP', dictionary: one }).alternatives).toEqual([]);
  });

  it('leaves an unknown sender alone, and names the compliance word', () => {
    expect(resolveIntent({ text: 'Stop.', dictionary: undefined })).toMatchObject({
      intent: 'handoff',
      rule: 'none/unknown-sender',
      normalized: 'stop',
      alternatives: [{ intent: 'opt_out', matched: 'stop' }],
    });
    expect(resolveIntent({ text: 'hello', dictionary: undefined }).answer).toBeUndefined();
  });

  it('lets nothing come before a compliance word, whatever is configured', () => {
    const word = fc.constantFrom('STOP', 'quit', 'Unsubscribe', 'stop please', 'HELP', 'start', 'YES');
    const check = (text: string, action: KeywordConfigured['action'], lastProgram: string | undefined) => {
      const greedy = { sender: '12345', keyword: text, revision: 'k', aliases: [text, 'stop'], action };
      const directory: Directory = {
        senders: new Map([['12345', sender]]),
        programs: new Map([['p', program('p', [text])]]),
        keywords: new Map([['12345/X', greedy]]),
        revision: 1,
      };
      const dictionary = new SenderDictionaries(directory).of('12345');
      const resolution = resolveIntent({ text, dictionary, lastProgram });
      expect(resolution.rule).toMatch(/^compliance\//);
    };
    const actions = fc.constantFrom<KeywordConfigured['action']>('reply', 'subscribe', 'unsubscribe', 'help');
    fc.assert(fc.property(word, actions, fc.constantFrom(undefined, 'p'), check));
  });
});

describe('SenderDictionaries', () => {
  it('follows the configuration: built once a revision, removed entries left out', () => {
    const senders = new Map([['12345', sender]]);
    const words = new Map([['12345/JOIN', keywords[1]!]]);
    const directory = { senders, programs: new Map([['sweater-club', club]]), keywords: words, revision: 1 };
    const dictionaries = new SenderDictionaries(directory);
    const first = dictionaries.of('12345');
    expect(dictionaries.of('12345')).toBe(first);
    expect(resolveIntent({ text: 'join', dictionary: first }).intent).toBe('subscribe');
    expect(dictionaries.of('99999')).toBeUndefined();

    words.set('12345/JOIN', { ...keywords[1]!, removed: true });
    directory.revision = 2;
    expect(dictionaries.of('12345')).not.toBe(first);
    expect(resolveIntent({ text: 'join', dictionary: dictionaries.of('12345') }).intent).toBe('handoff');

    senders.set('12345', { ...sender, removed: true });
    directory.revision = 3;
    expect(dictionaries.of('12345')).toBeUndefined();
  });
});

describe('a text that came in parts', () => {
  const ofParts = (...parts: string[]) =>
    resolveIntent({ text: parts.join(''), parts, dictionary: dictionaryOf([club]) });

  it.each([
    ['after a long text', ['Your sweaters are lovely, and I have bought three of them. ', 'STOP']],
    ['before one', ['stop', ' and by the way, here is why I am leaving, in many words']],
    ['in an opt-out of several words', ['I have read this ten times now, ', 'please stop texting me']],
    ['in look-alike letters', ['Your sweaters are lovely. ', 'ЅТОР']],
  ])('is an opt-out where one of them is: %s', (_, parts) => {
    const { intent, rule, scope } = ofParts(...parts);
    expect([intent, scope]).toEqual(['opt_out', 'sender']);
    expect(rule).toMatch(/^compliance\/.*-in-part$/);
  });

  it('is what the whole says where that is an opt-out by itself', () => {
    expect(ofParts('ST', 'OP')).toMatchObject({ intent: 'opt_out', rule: 'compliance/opt-out' });
  });

  it('is no keyword, no help and no consent for a part of it', () => {
    for (const word of ['DISCOUNT', 'HELP', 'START', 'YES']) {
      expect(ofParts('I have been thinking about your sweaters all day, ', word).intent).toBe('handoff');
    }
  });

  it('is read as a whole otherwise', () => {
    expect(ofParts('DIS', 'COUNT').intent).toBe('reply');
  });
});
