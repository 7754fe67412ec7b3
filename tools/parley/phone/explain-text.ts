import { outcomeOf, type Resolution } from '../../../apps/keyword-router/src/domain/meaning.js';
import { resolveIntent } from '../../../apps/keyword-router/src/domain/resolve-intent.js';
import {
  SenderDictionaries,
  type Directory,
} from '../../../apps/keyword-router/src/domain/sender-dictionary.js';

/** What the router's own rules make of a text to a sender, on its own: nothing that was said before counts. */
export function explainText(text: string, sender: string, directory: Directory): string[] {
  return explanationOf(resolveIntent({ text, dictionary: new SenderDictionaries(directory).of(sender) }));
}

/** A resolution as people read it: what it means, by which rule, and what else it could have meant. */
export function explanationOf(resolution: Resolution): string[] {
  const { rule, ruleVersion, matched, normalized, alternatives, scope, keyword } = resolution;
  const more = [
    ...(keyword === undefined ? [] : [`keyword ${keyword}`]),
    ...(scope === undefined ? [] : [`reaches the ${scope}`]),
  ];
  return [
    [outcomeOf(resolution), ...more].join(', '),
    `  by ${rule} (version ${ruleVersion})${matched === '' ? '' : `, which knows "${matched}"`}`,
    `  compared as "${normalized}"`,
    ...alternatives.map(
      (other) => `  else ${outcomeOf(other)} by ${other.rule}, which knows "${other.matched}"`,
    ),
  ];
}
