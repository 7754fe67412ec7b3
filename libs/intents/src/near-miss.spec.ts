import { recognizeCompliance } from './compliance.js';
import { nearestOptOut } from './near-miss.js';
import { OPT_OUT_WORDS } from './opt-out-words.js';
import { readText } from './reading.js';

const nearest = (text: string, country = 'US') => {
  const reading = readText(text);
  return recognizeCompliance(reading, country) ? undefined : nearestOptOut(reading);
};

describe('near-misses of an opt-out', () => {
  it.each([
    // Two letters swapped, one missing, doubled, or the key beside it.
    ['STPO', 'stop'],
    ['SOTP', 'stop'],
    ['tsop', 'stop'],
    ['STP', 'stop'],
    ['STOOP', 'stop'],
    ['STOPP', 'stop'],
    ['sstop', 'stop'],
    ['stoooop!!', 'stop'],
    ['dtop', 'stop'],
    ['stip', 'stop'],
    ['sto0', 'stop'],
    ['unsubcribe', 'unsubscribe'],
    ['unsubscirbe', 'unsubscribe'],
    ['UNSUBSCRIBEE', 'unsubscribe'],
    ['cancell', 'cancel'],
    ['cacnel', 'cancel'],
    ['qiut', 'quit'],
    ['revokw', 'revoke'],
    ['otpout', 'optout'],
    ['stoplal', 'stopall'],
    ['remvoe', 'remove'],
    // Whole texts, in harmless company.
    ['Stpo please', 'stop'],
    ['pls STPO 12345', 'stop'],
    ['ok, stopp now. thanks', 'stop'],
    ['st op', 'stop'],
    ['can cel', 'cancel'],
    ['ＳＴＰＯ', 'stop'],
    ['ЅТРО', 'stop'],
  ])('%j is near %s', (text, word) => {
    expect(nearest(text)).toBe(word);
  });

  it.each([
    // What the compliance words know is no near-miss.
    ...['STOP', 'stop please', 'ST0P', 'S T O P', 'START', 'HELP', 'YES', 'please stop texting me'],
    // Words that are meant, and words that are further away.
    ...[
      'top',
      'atop',
      'evoke',
      'shop',
      'step',
      'stomp',
      'spot',
      'stops',
      'stopping',
      'remote',
      'quiet',
      'quite',
    ],
    ...['cancels', 'cancelled', 'and', 'send', 'ends', 'edn', 'suit', 'unsubscribed', 'subscribe'],
    // More than the word.
    ...['stpo the bill', 'stoop to conquer', 'do not stpo', 'the stoop', '', '👍', '12345', 'please'],
  ])('%j is none', (text) => {
    expect(nearest(text)).toBeUndefined();
  });

  it('is a word of its own where a country has it', () => {
    expect([nearest('STOPP', 'DE'), nearest('STOPP', 'US')]).toEqual([undefined, 'stop']);
  });

  it('never takes an opt-out word of one kind for a near-miss of another', () => {
    for (const { word } of OPT_OUT_WORDS.filter(({ countries }) => countries === undefined)) {
      expect([word, nearest(word)]).toEqual([word, undefined]);
    }
  });
});
