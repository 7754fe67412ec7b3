import { dictionariesOf, explain, type ConfigSnapshot, type Explanation } from '@parley/config';

/** What a text to a sender means by a configuration; `revision` names what has no revision of its own. */
export function explainText(
  config: ConfigSnapshot,
  revision: string,
  question: { readonly sender: string; readonly text: string; readonly lastProgram?: string | undefined },
): Explanation {
  return explain(dictionariesOf(config, revision), question);
}
