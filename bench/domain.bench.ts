import { performance } from 'node:perf_hooks';
import { consentDecisions } from './domain/consent.load.js';
import { keywordResolution } from './domain/keywords.load.js';
import { ledgerVerification } from './domain/ledger.load.js';
import type { DomainLoad } from './domain/domain-load.js';
import { machine } from './machine.js';

/*
 * What the pure domains do in a second of one core, without Kafka and PostgreSQL: `npm run bench:domain -- --json`.
 */

const WARM_UP_MS = 500;
const ROUND_MS = 400;
const ROUNDS = 7;

/** The best of several rounds: what else the machine does can only make a round slower. */
function measure({ run, things }: DomainLoad): number {
  const until = performance.now() + WARM_UP_MS;
  while (performance.now() < until) run();
  let best = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const begin = performance.now();
    let done = 0;
    while (performance.now() - begin < ROUND_MS) {
      run();
      done += things;
    }
    best = Math.max(best, (1000 * done) / (performance.now() - begin));
  }
  return Math.round(best);
}

const rates: Record<string, number> = {};
const say = (name: string, load: DomainLoad): void => {
  rates[name] = measure(load);
  process.stderr.write(`${name.padEnd(34)} ${rates[name].toLocaleString('en-US').padStart(12)} /s\n`);
};

say('keywords10', keywordResolution(10));
say('keywords10000', keywordResolution(10_000));
say('keywords10000WithPatterns', keywordResolution(10_000, 500));
say('consentDecisions', consentDecisions());
say('ledgerVerification', ledgerVerification());

const slower = rates.keywords10! / rates.keywords10000!;
const figures = {
  bench: 'domain',
  ...machine(),
  perSecond: rates,
  slowerWith10000Keywords: Number(slower.toFixed(2)),
  goals: {
    keywords10000: { goal: 200_000, met: rates.keywords10000! >= 200_000 },
    slowerWith10000Keywords: { goal: 2, met: slower <= 2 },
    consentDecisions: { goal: 500_000, met: rates.consentDecisions! >= 500_000 },
    ledgerVerification: { goal: 50_000, met: rates.ledgerVerification! >= 50_000 },
  },
};
// The last line is the result, with --json and without: a line per figure goes to standard error.
process.stdout.write(`${JSON.stringify(figures)}\n`);
