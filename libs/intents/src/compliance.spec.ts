import fc from 'fast-check';
import { CONFIRM_WORDS, HELP_WORDS, OPT_IN_WORDS, COMPANY } from './compliance-words.js';
import { recognizeCompliance } from './compliance.js';
import { OPT_OUT_WORDS } from './opt-out-words.js';
import { readText } from './reading.js';
import { REVOCATION_PHRASES } from './revocation-phrases.js';

const recognize = (text: string, country = 'US') => recognizeCompliance(readText(text), country);
const intentOf = (text: string, country?: string) => recognize(text, country)?.intent;

const PER_SE = ['stop', 'quit', 'end', 'revoke', 'opt out', 'cancel', 'unsubscribe'];

describe('opt-outs', () => {
  it.each([...PER_SE, 'stopall', 'stop all', 'optout', 'opt-out', 'remove'])('%s', (word) => {
    for (const text of [word, word.toUpperCase(), ` ${word}`, `${word}.`, `"${word}!"`, `${word} please`]) {
      expect([text, intentOf(text)]).toEqual([text, 'opt_out']);
    }
  });

  it.each([
    // What others get wrong.
    ['STOP.', 'compliance/opt-out'],
    [' stop', 'compliance/opt-out'],
    ['stop\nplease', 'compliance/opt-out-in-company'],
    ['Stop. Thank you', 'compliance/opt-out-in-company'],
    ['STOP 12345', 'compliance/opt-out-in-company'],
    ['please stop', 'compliance/opt-out-in-company'],
    ['stop pls', 'compliance/opt-out-in-company'],
    ['STOP STOP STOP!!!', 'compliance/opt-out-in-company'],
    ['STOP END CANCEL UNSUBSCRIBE QUIT', 'compliance/opt-out-in-company'],
    ['Yes, stop', 'compliance/opt-out-in-company'],
    ['HELP STOP', 'compliance/opt-out-in-company'],
    ['Stop\nSent from my iPhone', 'compliance/opt-out-in-company'],
    ['STOP 🛑🛑', 'compliance/opt-out'],
    ['Opt Out.', 'compliance/opt-out'],
    ['opt_out', 'compliance/opt-out'],
    ['Stop2End', 'compliance/opt-out'],
    ['S T O P', 'compliance/opt-out-spelled'],
    ['s.t.o.p.', 'compliance/opt-out-spelled'],
    // Real texts carry joiners and soft hyphens.
    ['S\u200dT\u200cO\u00adP', 'compliance/opt-out'],
    ['\ufeffSTOP\u200b', 'compliance/opt-out'],
    ['STOP\ufe0f', 'compliance/opt-out'],
    ['ＳＴＯＰ', 'compliance/opt-out'],
    ['𝗦𝗧𝗢𝗣', 'compliance/opt-out'],
    ['ЅТОР', 'compliance/opt-out-look-alike'],
    ['ST0P', 'compliance/opt-out-look-alike'],
    ['🆂🆃🅾🅿', 'compliance/opt-out-look-alike'],
    ['Unsubscríbe, please', 'compliance/opt-out-look-alike'],
    ['please stop texting me', 'compliance/revocation'],
    ['Take me off your list!', 'compliance/revocation'],
    ['no more messages', 'compliance/revocation'],
    ["Don't text me anymore", 'compliance/revocation'],
    ['do not contact me again please', 'compliance/revocation'],
    ['Can you stop sending me these messages', 'compliance/revocation'],
    ['remove me from this mailing list', 'compliance/revocation'],
    ['please opt me out', 'compliance/revocation'],
    ['I want to unsubscribe', 'compliance/revocation'],
    ["I don't want any more texts", 'compliance/revocation'],
    ['Stop all texts', 'compliance/revocation'],
    ['leave me alone!!', 'compliance/revocation'],
  ])('%j by %s', (text, rule) => {
    expect(recognize(text)).toMatchObject({ intent: 'opt_out', rule });
  });

  it.each([
    'Stop this bill!',
    'STOPPING',
    'unstoppable',
    "don't stop",
    'don’t stop',
    "Please don't stop texting me",
    'never stop',
    'stop by the store',
    'I will stop by the store please',
    'end of story',
    'the end',
    'weekend',
    'quit smoking tips',
    'I quit smoking',
    'nonstop',
    'bus stop',
    'cancel my order 4417',
    'cancelled',
    'can I cancel?',
    'how do I cancel my flight',
    'remove the red one from my order',
    'end to end',
    'opt',
    'opt in',
    'out',
    'no',
    'not now',
    'no more for me, two is fine',
    'take me to your list of sweaters',
    'text me when it ships',
    'stop or go?',
    'START',
    'stop start',
    'why did you stop',
    'what time does it end',
    'a b c',
    'alto',
    'stopp',
    '漢字',
    '👍',
    '12345',
    '...',
    '',
  ])('%j is none', (text) => {
    expect(intentOf(text)).not.toBe('opt_out');
  });

  it.each([
    ['arret', 'FR', 'opt_out'],
    ['ARRÊT', 'CA', 'opt_out'],
    ['Arrêt svp', 'CA', 'opt_out'],
    ['ARRET', 'US', undefined],
    ['Stopp!', 'DE', 'opt_out'],
    ['baja por favor', 'MX', 'opt_out'],
    ['alto', 'IT', undefined],
    ['sair', 'BR', 'opt_out'],
    ['STOP', 'BR', 'opt_out'],
    ['AIDE', 'CA', 'help'],
    ['AIDE', 'US', undefined],
  ])('%s to a sender of %s: %s', (text, country, intent) => {
    expect(intentOf(text, country)).toBe(intent);
  });

  it('reach everything where they say so', () => {
    for (const text of ['STOPALL', 'stop all', 'Stop all, please', 'STOP STOPALL', 'stop all your texts']) {
      expect([text, recognize(text)?.scope]).toEqual([text, 'sender']);
    }
    for (const text of ['STOP', 'unsubscribe', 'stop texting me']) {
      expect([text, recognize(text)?.scope]).toEqual([text, undefined]);
    }
  });

  it('are none in a text longer than any rule knows', () => {
    expect(intentOf('stop '.repeat(24))).toBe('opt_out');
    expect(intentOf('stop '.repeat(25))).toBeUndefined();
  });
});

describe('words that must be meant', () => {
  it.each([
    ['START', 'opt_in'],
    ['unstop', 'opt_in'],
    ['Start please', 'opt_in'],
    ['YES', 'confirm'],
    ['Yes please!', 'confirm'],
    ['yes 👍', 'confirm'],
    ['HELP', 'help'],
    ['info.', 'help'],
    ['Help me please', 'help'],
    // Look-alikes and guesses count for opt-outs only.
    ['ЅТАRТ', undefined],
    ['ST4RT', undefined],
    ['ҮЕЅ', undefined],
    ['S T A R T', undefined],
    ['y e s', undefined],
    // Not the word alone.
    ['START 12345', undefined],
    ['YES 01/02/1990', undefined],
    ['starting', undefined],
    ['yes but later', undefined],
    ['helpful', undefined],
    ['start yes', undefined],
  ])('%j is %s', (text, intent) => {
    expect(intentOf(text)).toBe(intent);
  });
});

describe('the words themselves', () => {
  const all = [...OPT_OUT_WORDS, ...OPT_IN_WORDS, ...CONFIRM_WORDS, ...HELP_WORDS];

  it('are written in the form in which they are looked up', () => {
    const written = [...all.map(({ word }) => word), ...COMPANY, ...REVOCATION_PHRASES];
    const wrong = written.filter((words) => readText(words).words.join(' ') !== words);
    expect(wrong).toEqual([]);
  });

  it('have one meaning in each country, and none is harmless company', () => {
    const seen = new Map<string, unknown>();
    for (const list of [OPT_OUT_WORDS, OPT_IN_WORDS, CONFIRM_WORDS, HELP_WORDS]) {
      for (const { word } of list) {
        expect([word, seen.get(word) ?? list]).toEqual([word, list]);
        seen.set(word, list);
      }
    }
    for (const words of COMPANY) expect(intentOf(words)).toBeUndefined();
  });

  it('hold in their phrases no word that turns the meaning round', () => {
    for (const phrase of REVOCATION_PHRASES) expect(phrase).not.toMatch(/\b(dont|not|never) stop\b/);
    for (const words of COMPANY) expect(words).not.toMatch(/\b(no|not|dont|never)\b/);
  });
});

describe('whatever is around a STOP', () => {
  const hidden = fc.constantFrom(
    '',
    '',
    '\u200b',
    '\u200d',
    '\u00ad',
    '\u2060',
    '\ufe0f',
    '\u0001',
    '\u180e',
  );
  const edge = fc.string({ unit: fc.constantFrom(...' \n\t.,!?…"\'“”«»-–—()*_~🛑😡'), maxLength: 8 });
  const styled = fc.constantFrom<(letter: string) => string>(
    (letter) => letter,
    (letter) => letter.toUpperCase(),
    (letter) => String.fromCodePoint(letter.codePointAt(0)! - 0x61 + 0xff41),
    (letter) => String.fromCodePoint(letter.codePointAt(0)! - 0x61 + 0x1d5ee),
    (letter) => String.fromCodePoint(letter.codePointAt(0)! - 0x61 + 0x1f170),
  );
  const company = fc.constantFrom('', ...COMPANY, '12345', 'thank you');

  it('always opts out', () => {
    const word = fc.constantFrom(...PER_SE, 'stopall', 'optout', 'remove');
    const disguise = fc.array(fc.tuple(styled, hidden), { minLength: 11, maxLength: 11 });
    const check = (
      plain: string,
      letters: [(letter: string) => string, string][],
      [before, after]: [string, string],
      [politeBefore, politeAfter]: [string, string],
    ) => {
      const dressed = [...plain]
        .map((letter, at) => (letter === ' ' ? ' ' : letters[at]![0](letter) + letters[at]![1]))
        .join('');
      const text = `${politeBefore} ${before}${dressed}${after} ${politeAfter}`;
      expect([text, intentOf(text)]).toEqual([text, 'opt_out']);
    };
    fc.assert(fc.property(word, disguise, fc.tuple(edge, edge), fc.tuple(company, company), check), {
      numRuns: 5000,
    });
  });

  it('never opts out by a word that only contains it', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnoprtuvwxyz'), maxLength: 6 });
    const word = fc.constantFrom('stop', 'quit', 'end', 'cancel', 'revoke');
    const own = new Set(OPT_OUT_WORDS.map((entry) => entry.word));
    const check = (before: string, inner: string, after: string) => {
      fc.pre(before + after !== '' && !own.has(before + inner + after));
      expect([before + inner + after, intentOf(before + inner + after)]).not.toContain('opt_out');
    };
    fc.assert(fc.property(letters, word, letters, check), { numRuns: 5000 });
  });

  it('never opts out by a word beside one that is not harmless', () => {
    const other = fc.constantFrom(
      'by',
      'this',
      'bill',
      'not',
      'dont',
      'never',
      'the',
      'store',
      'order',
      'smoking',
      'start',
    );
    const word = fc.constantFrom('stop', 'quit', 'end', 'revoke', 'cancel');
    const check = (plain: string, others: string[], last: boolean) => {
      const text = (last ? [...others, plain] : [plain, ...others]).join(' ');
      fc.pre(!REVOCATION_PHRASES.has(text));
      expect([text, intentOf(text)]).toEqual([text, undefined]);
    };
    fc.assert(fc.property(word, fc.array(other, { minLength: 1, maxLength: 4 }), fc.boolean(), check), {
      numRuns: 2000,
    });
  });

  it('never throws, whatever the text', () => {
    const anything = fc
      .array(fc.integer({ min: 0, max: 0xffff }))
      .map((units) => String.fromCharCode(...units));
    fc.assert(
      fc.property(anything, (text) => void recognize(text)),
      { numRuns: 2000 },
    );
  });
});
