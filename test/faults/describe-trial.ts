import type { LedgerEntry } from '../../tools/simulator/index.js';
import { summary, type JudgedTrial } from './campaign-report.js';
import type { Violation } from './judge/evidence.js';
import type { Outcomes } from './outcomes.pg.js';

/** Of one trial; the JSON has more. */
const MOST_EXPLAINED = 10;

/** A trial in one line, for people who watch. */
export function describeTrial(judged: JudgedTrial): string {
  const { trial: _number, violations, ...facts } = summary(judged);
  const verdict = violations === undefined ? 'all held' : `VIOLATED ${JSON.stringify(violations)}`;
  const rates = Object.entries(judged.verdict.mostInASecond).map(([sender, { certain, booked }]) => {
    return `${sender} ${certain === booked ? certain : `${certain} to ${booked}`}/s`;
  });
  return [verdict, ...Object.entries(facts).map(([name, value]) => `${name} ${value}`), ...rates].join(' · ');
}

/** What was violated, and where lost texts were last seen. */
export async function explainViolations({ verdict }: JudgedTrial, outcomes: Outcomes): Promise<string[]> {
  const lines: string[] = [];
  for (const violation of verdict.violations.slice(0, MOST_EXPLAINED)) {
    const { invariant, what, proof } = violation;
    lines.push(`${invariant}: ${what}: ${JSON.stringify(proof)}`);
    const mo = lostMo(violation);
    if (mo) lines.push(`    ${(await outcomes.trail(mo.id, mo.from)).join(' · ') || 'no trace of it'}`);
  }
  return lines;
}

function lostMo({ invariant, proof }: Violation): Extract<LedgerEntry, { kind: 'mo.sent' }> | undefined {
  const [entry] = proof as LedgerEntry[];
  return invariant === 'I1' && entry?.kind === 'mo.sent' ? entry : undefined;
}
