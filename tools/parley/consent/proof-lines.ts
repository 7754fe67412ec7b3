import type { Colors } from '../terminal/terminal.js';
import type { ConsentProof, PrintedEntry, PrintedProof } from './prove.js';

/** A proof as people read it: first what it says, then the entries that say so. */
export function proofLines(proof: ConsentProof, colors: Colors): string[] {
  const { subscriber, verdict, consents, ledger } = proof;
  if (ledger.length === 0 && verdict.ok)
    return [`Nothing is known of ${subscriber}: no consent, no opt-out.`];
  const sum = verdict.ok
    ? colors.green(
        `✓ ${verdict.entries} ${verdict.entries === 1 ? 'entry' : 'entries'}, each one what was written, none missing`,
      )
    : colors.red(`✗ ${verdict.code} ${verdict.message}`);
  return [
    colors.bold(subscriber),
    ...consents.flatMap((consent) => consentLines(consent, colors)),
    '',
    ...ledger.flatMap((entry) => entryLines(entry, colors)),
    '',
    sum,
  ];
}

function consentLines(consent: PrintedProof, colors: Colors): string[] {
  const { sender, program, state, since, version, text, disclosure, disclosureVersion, source, rule } =
    consent;
  const { textErasedAt } = consent;
  const what = program === '*' ? 'everything' : program;
  const shown =
    state === 'in' ? colors.green(state) : state === 'out' ? colors.red(state) : colors.yellow(state);
  const by =
    text !== undefined
      ? `by the words ${quoted(text)}`
      : textErasedAt === undefined
        ? `by ${source}`
        : `by words erased on ${textErasedAt}`;
  const agreed =
    disclosure === undefined ? [] : [`    agreeing to ${quoted(disclosure)} (${disclosureVersion})`];
  return [`  ${what} on ${sender}: ${shown} since ${since}, ${by} (entry ${version}, ${rule})`, ...agreed];
}

function entryLines(entry: PrintedEntry, colors: Colors): string[] {
  const { version, program, sender, from, to, rule, source, causeId, receivedAt, honouredAt } = entry;
  const words = [
    entry.text !== undefined && `text      ${quoted(entry.text)}  ${colors.dim(entry.matchedRule ?? '')}`,
    entry.textErasedAt !== undefined && `text      erased on ${entry.textErasedAt}`,
    entry.disclosure !== undefined &&
      `agreed to ${quoted(entry.disclosure)}  ${colors.dim(entry.disclosureVersion ?? '')}`,
    entry.shown !== undefined && `answered  ${quoted(entry.shown)}  ${colors.dim(entry.shownVersion ?? '')}`,
    `received  ${receivedAt}  honoured ${honouredAt}  ${colors.dim(causeId)}`,
    colors.dim(`hash      ${entry.hash}`),
  ];
  return [
    `${String(version).padStart(4)}  ${program} on ${sender}: ${from} → ${to}  ${rule}, ${source}`,
    ...words.filter((line) => line !== false).map((line) => `      ${line}`.trimEnd()),
  ];
}

/** On one line, whatever the words hold. */
function quoted(words: string): string {
  return JSON.stringify(words);
}
