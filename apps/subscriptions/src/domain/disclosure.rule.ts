import type { ProgramConfigured } from '@parley/contracts';
import type { OptOut, Subscribe } from './consent.command.js';
import type { Words } from './words.js';

/**
 * True of an opt-in that nothing would prove: another service asks for it (a form, an import, an agent), so there
 * is no text from the phone, and nobody says which words the person agreed to: neither the request nor the
 * program's `disclosureText` (47 CFR 64.1200(f)(9): an agreement with a clear disclosure). One rule for the API,
 * for `consent.requested` and for `parley consent import`.
 */
export function lacksDisclosure(
  command: Subscribe | OptOut,
  program: Pick<ProgramConfigured, 'disclosureText'>,
): boolean {
  if (command.kind === 'opt_out' || command.source === 'keyword') return false;
  return !saysSomething(command.disclosure) && program.disclosureText === undefined;
}

/**
 * The words that somebody agrees to by joining, with their version: those that the request brings, else those
 * that the program says people read. A flow's question is neither: its proof is the text that answered it.
 */
export function wordsAgreedTo(command: Subscribe, program: ProgramConfigured): Words | undefined {
  const { disclosure, inFlow = false } = command;
  if (saysSomething(disclosure)) return disclosure;
  if (inFlow || program.disclosureText === undefined) return undefined;
  return { text: program.disclosureText, version: program.revision };
}

function saysSomething(words: Words | undefined): boolean {
  return words !== undefined && words.text.trim() !== '' && words.version.trim() !== '';
}
