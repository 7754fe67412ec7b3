import { DiagnosticSeverity, Parser } from '@asyncapi/parser';

const ERROR: number = DiagnosticSeverity.Error;

/** Checks a document with the AsyncAPI parser; one sentence per error, none when it is valid. */
export async function asyncApiErrors(document: string): Promise<string[]> {
  const { diagnostics } = await new Parser().parse(document);
  return diagnostics
    .filter(({ severity }) => Number(severity) === ERROR)
    .map(({ path, message, code }) => `${path.join('.')}: ${message} (${code})`);
}
