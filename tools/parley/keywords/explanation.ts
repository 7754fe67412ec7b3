import { outcomeOf } from '../../../apps/keyword-router/src/domain/meaning.js';
import { resolveIntent } from '../../../apps/keyword-router/src/domain/resolve-intent.js';
import type { SenderDictionaries } from '../../../apps/keyword-router/src/domain/sender-dictionary.js';
import type { Colors } from '../terminal/terminal.js';

/** What the router makes of a text, and why; the words of `intent.resolved`. */
export interface Explanation {
  readonly sender: string;
  readonly text: string;
  readonly intent: string;
  readonly program?: string | undefined;
  readonly keyword?: string | undefined;
  readonly scope?: string | undefined;
  readonly scopeRule?: string | undefined;
  readonly captured?: Readonly<Record<string, string>> | undefined;
  readonly match: {
    readonly rule: string;
    readonly ruleVersion: string;
    readonly matched: string;
    readonly normalized: string;
    readonly alternatives: readonly {
      readonly rule: string;
      readonly matched: string;
      readonly outcome: string;
    }[];
  };
  /** What the router itself answers; consent answers for itself. */
  readonly answer?: string | undefined;
}

/** Asks the router's own rules; `lastProgram` is what the conversation was about. */
export function explain(
  dictionaries: SenderDictionaries,
  { sender, text, lastProgram }: { sender: string; text: string; lastProgram?: string | undefined },
): Explanation {
  const resolution = resolveIntent({ text, dictionary: dictionaries.of(sender), lastProgram });
  const { intent, program, keyword, scope, scopeRule, captured } = resolution;
  const { rule, ruleVersion, matched, normalized, answer } = resolution;
  const alternatives = resolution.alternatives.map((other) => ({
    rule: other.rule,
    matched: other.matched,
    outcome: outcomeOf(other),
  }));
  const match = { rule, ruleVersion, matched, normalized, alternatives };
  return { sender, text, intent, program, keyword, scope, scopeRule, captured, match, answer: answer?.text };
}

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
