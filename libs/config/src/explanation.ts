import { outcomeOf, resolveIntent, type SenderDictionaries } from '@parley/intents';

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
