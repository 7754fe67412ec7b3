import {
  boxes,
  cases,
  confusables,
  emoji,
  invisible,
  punctuation,
  spacing,
  spelled,
  struck,
  styles,
  type Disguise,
} from './disguises.builder.js';
import { Seeded } from './seeded.builder.js';

/** Written by hand from the rules, not from the lists that the recogniser reads. */
const WORDS = [
  ...['stop', 'quit', 'end', 'revoke', 'opt out', 'cancel', 'unsubscribe'],
  ...['stopall', 'stop all', 'optout', 'opt-out', 'remove', 'un-subscribe'],
];

const PHRASES = [
  ...['please stop texting me', 'take me off your list', 'no more messages', 'please opt me out'],
  ...['stop sending me texts', 'do not text me again', "don't text me anymore", 'remove me from your list'],
  ...['i want to unsubscribe', 'stop all messages', 'leave me alone', 'stop messaging me', 'unsubscribe me'],
  ...["i don't want these texts", 'cancel my subscription', 'i revoke my consent', 'no more texts please'],
  ...['can you please stop texting me', 'delete my number from your list', 'stop contacting this number'],
];

const BEFORE = ['please', 'pls', 'ok', 'hi', 'hey,', 'sorry', 'hello', 'just', 'yes', 'STOP'];
const AFTER = [
  'please',
  'pls',
  'plz',
  'thanks',
  'thank you',
  'thx',
  'now',
  'right now',
  'asap',
  'sir',
  'immediately',
];
const SIGNATURES = ['\nSent from my iPhone', '\n\nSent from my phone', '\nGet Outlook for iOS'];
const NUMBERS = [' 12345', ' 2', ' 10', ' (12345)', ' #12345'];

const company: Disguise = (text, random) => {
  const before = random.chance(0.5) ? `${random.pick(BEFORE)} ` : '';
  const after = before === '' || random.chance(0.5) ? ` ${random.pick(AFTER)}` : '';
  return before + text + after;
};
const signature: Disguise = (text, random) => text + random.pick(SIGNATURES);
const senderNumber: Disguise = (text, random) => text + random.pick(NUMBERS);
// A word said letter by letter four times would be longer than any text that the rules read.
const repeated: Disguise = (text, random) =>
  text.length > 12
    ? text
    : Array(random.whole(2, 4))
        .fill(text)
        .join(random.pick([' ', '! ', '\n', ', ']));

/** Applied in this order, each now and then: letters first, then what stands around them. */
const word: readonly Disguise[] = [spelled];
const around: readonly Disguise[] = [company, signature, repeated, senderNumber];
const letter: readonly Disguise[] = [invisible, confusables, struck, ...styles, ...boxes];
const outside: readonly Disguise[] = [punctuation, spacing, emoji];

/** `count` texts that all say STOP, each in a disguise of one to four layers. */
export function optOutVariants(count: number, seed: number): string[] {
  const random = new Seeded(seed);
  const texts = new Set<string>();
  while (texts.size < count) texts.add(variant(random));
  return [...texts];
}

function variant(random: Seeded): string {
  const phrase = random.chance(0.25);
  let text = phrase ? random.pick(PHRASES) : random.pick(WORDS);
  text = random.pick(cases)(text, random);
  if (!phrase && random.chance(0.08)) text = random.pick(word)(text, random);
  if (random.chance(0.5)) text = random.pick(letter)(text, random);
  if (random.chance(0.35)) text = phrase ? company(text, random) : random.pick(around)(text, random);
  if (random.chance(0.5)) text = random.pick(outside)(text, random);
  return random.chance(0.2) ? random.pick(outside)(text, random) : text;
}

/** What others get wrong, and what real people were seen to write. */
export const STOP_VECTORS: readonly (readonly [text: string, optsOut: boolean])[] = [
  ['STOP.', true],
  [' stop', true],
  ['stop\nplease', true],
  ['STOPPING', false],
  ['unstoppable', false],
  ['Stop this bill!', false],
  ["don't stop", false],
  ['S\u200dT\u200dO\u200dP', true],
  ['S\u200cTOP', true],
  ['ST\u00adOP', true],
  ['Stop. Thank you', true],
  ['STOP 12345', true],
  ['opt-out', true],
  ['Opt Out.', true],
  ['optout', true],
  ['REVOKE', true],
  ['STOP PLEASE', true],
  ['STOPALL', true],
  ['STOP ALL', true],
  ['please opt me out', true],
];
