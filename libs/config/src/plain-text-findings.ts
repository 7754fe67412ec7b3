import type { Entries, Entry } from './entries.js';
import { plainTexts } from './plain-texts.js';
import type { Finding } from './problem.js';
import { isTemplate } from './router-rules.js';

/** How a flow comes to say it instead, by the section that the text is in. */
const BEGUN_BY: Readonly<Record<string, string>> = {
  senders: 'that a keyword or another service begins',
  programs: 'that the program begins by "startsFlow"',
  keywords: 'that the keyword begins by "flow" instead of "reply"',
};

/** Texts that are sent as they are written, with a variable in them: people would read its braces. */
export function plainTextFindings(entries: Entries): Finding[] {
  const disclosures = entries.programs.flatMap(({ path, value }): Entry<string>[] =>
    value.disclosureText === undefined
      ? []
      : [{ path: [...path, 'disclosureText'], value: value.disclosureText }],
  );
  return [...plainTexts(entries), ...disclosures]
    .filter(({ value }) => isTemplate(value))
    .map(({ path, value }) => {
      const what = value.includes('{{') ? '{{ … }}' : '{% … %}';
      const message = `"${String(path.at(-1))}" is sent as it is written, and ${what} is for texts of flows; write plain words, or let a step of kind "say" say it in a flow ${BEGUN_BY[String(path[0])]}.`;
      return { path, on: 'value', code: 'TEMPLATE_OUTSIDE_FLOW', message };
    });
}
