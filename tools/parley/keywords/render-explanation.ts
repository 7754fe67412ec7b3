import type { Explanation } from '@parley/config';
import type { Colors } from '../terminal/terminal.js';

/** As people read it, a line per fact. */
export function renderExplanation(explanation: Explanation, colors: Colors): string[] {
  const { match } = explanation;
  const scope = explanation.scope && `${explanation.scope}, by ${explanation.scopeRule ?? 'its word'}`;
  const captured = Object.entries(explanation.captured ?? {}).map(([name, value]) => `${name} = ${value}`);
  const facts: [string, string | undefined][] = [
    ['intent', colors.bold(explanation.intent)],
    ['program', explanation.program],
    ['keyword', explanation.keyword],
    ['scope', scope],
    ['rule', `${match.rule} ${colors.dim(`version ${match.ruleVersion}`)}`],
    ['matched', match.matched === '' ? 'nothing' : JSON.stringify(match.matched)],
    ['normalized', JSON.stringify(match.normalized)],
    ['captured', captured.length === 0 ? undefined : captured.join(', ')],
    ['answer', explanation.answer],
  ];
  const others = match.alternatives.map(
    ({ rule, matched, outcome }) => `${rule} by ${JSON.stringify(matched)}: ${outcome}`,
  );
  return [
    `${JSON.stringify(explanation.text)} to ${explanation.sender}`,
    ...facts.flatMap(([name, value]) => (value === undefined ? [] : [`  ${name.padEnd(11)} ${value}`])),
    ...(others.length === 0
      ? ['  otherwise   nothing else']
      : others.map((other) => `  otherwise   ${other}`)),
  ];
}
