import { recognizeCompliance } from '../compliance.js';
import { nearestOptOut } from '../near-miss.js';
import { readText } from '../reading.js';
import { benignTexts, type BenignFamily } from './benign-texts.builder.js';
import { optOutVariants, STOP_VECTORS } from './opt-outs.builder.js';

const SEED = 20_261_125;
const VARIANTS = 5_000;
const BENIGN = 100_000;
const MOST_FALSE = 0.001;
const MOST_ASKED = 0.005;

const optsOut = (text: string): boolean => recognizeCompliance(readText(text), 'US')?.intent === 'opt_out';
const percent = (part: number, all: number): string => `${((100 * part) / all).toFixed(4)}%`;

describe('the corpus of opt-outs', () => {
  it.each(STOP_VECTORS)('%j: %s', (text, expected) => {
    expect(optsOut(text)).toBe(expected);
  });

  it(`recalls every one of ${VARIANTS} variants`, () => {
    const variants = optOutVariants(VARIANTS, SEED);
    const missed = variants.filter((text) => !optsOut(text));
    console.info(
      `recall: ${percent(variants.length - missed.length, variants.length)} of ${variants.length} variants`,
    );
    expect(variants).toHaveLength(VARIANTS);
    expect(missed.slice(0, 50)).toEqual([]);
  });

  it(`takes at most ${MOST_FALSE * 100}% of ${BENIGN} benign texts for one`, () => {
    const texts = benignTexts(BENIGN, SEED);
    const wrong = texts.filter(({ text }) => optsOut(text));
    const families = new Map<BenignFamily, number>();
    for (const { family } of texts) families.set(family, (families.get(family) ?? 0) + 1);
    console.info(
      `false positives: ${percent(wrong.length, texts.length)} (${wrong.length}) of ${texts.length} benign texts: ` +
        [...families].map(([family, count]) => `${count} ${family}`).join(', '),
      wrong.slice(0, 50).map(({ text }) => text),
    );
    const asked = texts.filter(({ text }) => nearestOptOut(readText(text)) !== undefined);
    console.info(
      `asked back as near-misses: ${percent(asked.length, texts.length)} (${asked.length}) of them`,
      [...new Set(asked.map(({ text }) => text))].slice(0, 50),
    );
    expect(texts).toHaveLength(BENIGN);
    expect(asked.length / texts.length).toBeLessThanOrEqual(MOST_ASKED);
    expect(wrong.length / texts.length).toBeLessThanOrEqual(MOST_FALSE);
  });
});
