import { recognizeCompliance } from '../compliance.js';
import { readText } from '../reading.js';
import { NEAR_REVOCATIONS, PLAIN_REVOCATIONS } from './plain-language.builder.js';

const optsOut = (text: string, country: string): boolean =>
  recognizeCompliance(readText(text), country)?.intent === 'opt_out';

it('revocations in plain language opt out, every one', () => {
  const missed = PLAIN_REVOCATIONS.filter(([text, country = 'US']) => !optsOut(text, country));
  const found = PLAIN_REVOCATIONS.length - missed.length;
  const recall = ((100 * found) / PLAIN_REVOCATIONS.length).toFixed(1);
  console.info(`plain language: recall ${recall}% of ${PLAIN_REVOCATIONS.length} revocations`);
  expect(missed).toEqual([]);
});

it('what looks like a revocation in plain language and is none opts nobody out', () => {
  expect(NEAR_REVOCATIONS.filter(([text, country = 'US']) => optsOut(text, country))).toEqual([]);
});

it('the phrases of a language hold for the countries that speak it', () => {
  const foreign = PLAIN_REVOCATIONS.filter(([, country]) => country === 'FR' || country === 'MX');
  expect(foreign.length).toBeGreaterThan(10);
  expect(foreign.filter(([text]) => optsOut(text, 'DE'))).toEqual([]);
});
