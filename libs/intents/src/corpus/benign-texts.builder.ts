import { EVERYDAY, FOREIGN, HARD, PLAIN, SLOTS } from './benign-words.builder.js';
import { cases, emoji, invisible, punctuation, spacing } from './disguises.builder.js';
import { Seeded } from './seeded.builder.js';

/** Where a benign text comes from; the corpus says how many of each it holds. */
export type BenignFamily = 'hard' | 'plain' | 'foreign' | 'everyday' | 'sentence' | 'contained' | 'noise';

export interface BenignText {
  readonly family: BenignFamily;
  readonly text: string;
}

const FAMILIES: readonly (readonly [
  family: BenignFamily,
  share: number,
  make: (random: Seeded) => string,
])[] = [
  ['hard', 0.35, (random) => filled(random.pick(HARD), random)],
  ['plain', 0.2, (random) => filled(random.pick(PLAIN), random)],
  ['foreign', 0.1, (random) => filled(random.pick(FOREIGN), random)],
  ['everyday', 0.08, everyday],
  ['sentence', 0.12, sentence],
  ['contained', 0.1, contained],
  ['noise', 0.05, noise],
];

/** `count` different texts that want no end of anything, a third of them hard to tell from an opt-out. */
export function benignTexts(count: number, seed: number): BenignText[] {
  const random = new Seeded(seed);
  const texts = new Map<string, BenignText>();
  while (texts.size < count) {
    let share = random.next();
    const [family, , make] = FAMILIES.find(([, part]) => (share -= part) < 0) ?? FAMILIES[0]!;
    const text = dressed(make(random), random);
    texts.set(text, { family, text });
  }
  return [...texts.values()];
}

function filled(template: string, random: Seeded): string {
  return template.replace(/\{(\w+)\}/g, (_, slot: string) => random.pick(SLOTS[slot]!));
}

function everyday(random: Seeded): string {
  return Array.from({ length: random.whole(1, 3) }, () => random.pick(EVERYDAY)).join(' ');
}

/** Words at random with an opt-out word among them: what a recogniser by the word alone would fall for. */
function sentence(random: Seeded): string {
  const words = Array.from({ length: random.whole(2, 9) }, () => random.pick(EVERYDAY));
  words.splice(random.whole(0, words.length), 0, random.pick(SLOTS.stop!));
  return words.join(' ');
}

/** An opt-out word with letters before or after it: another word, whatever it is. */
function contained(random: Seeded): string {
  const some = (): string => String.fromCharCode(random.whole(97, 122));
  const before = Array.from({ length: random.whole(0, 3) }, some).join('');
  const after = Array.from({ length: random.whole(before === '' ? 2 : 0, 4) }, some).join('');
  const inner = random.pick(['stop', 'quit', 'end', 'cancel', 'revoke', 'remove']);
  const other = random.chance(0.5) ? ` ${random.pick(EVERYDAY)}` : '';
  return before + inner + after + other;
}

function noise(random: Seeded): string {
  const ranges = [
    [0x20, 0x7e],
    [0xa1, 0x24f],
    [0x370, 0x52f],
    [0x5d0, 0x64a],
    [0x4e00, 0x4fff],
    [0x1f300, 0x1f6ff],
  ] as const;
  const [low, high] = random.pick(ranges);
  return Array.from({ length: random.whole(1, 24) }, () =>
    String.fromCodePoint(random.whole(low, high)),
  ).join('');
}

function dressed(text: string, random: Seeded): string {
  let out = random.chance(0.4) ? random.pick(cases)(text, random) : text;
  if (random.chance(0.05)) out = invisible(out, random);
  if (random.chance(0.35)) out = punctuation(out, random);
  if (random.chance(0.1)) out = emoji(out, random);
  return random.chance(0.05) ? spacing(out, random) : out;
}
