import type { ConfigSnapshot } from './config-snapshot.js';
import { declaredConfig } from './declared-config.js';
import { readEntries, type Entries } from './entries.js';
import { flowFindings } from './flow-findings.js';
import { flowReferenceFindings } from './flow-reference-findings.js';
import { keywordFindings } from './keyword-findings.js';
import { parleyFileSchema } from './parley-file.schema.js';
import type { Finding, Path, Problem } from './problem.js';
import { plainTextFindings } from './plain-text-findings.js';
import { preferenceFindings } from './preference-findings.js';
import { referenceFindings } from './reference-findings.js';
import { shapeFindings } from './shape-findings.js';
import { templateFindings } from './template-findings.js';
import { lengthFindings } from './length-findings.js';
import { textFindings } from './text-findings.js';
import { YamlSource } from './yaml-source.js';

export type ParsedParleyFile =
  | { readonly ok: true; readonly declared: ConfigSnapshot }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads a parley.yaml and checks it as a whole. All problems come at once, in the order of the lines; only a
 * text that is not YAML at all hides the rest. Never throws.
 */
export function parseParleyFile(text: string, file: string): ParsedParleyFile {
  const { entries, problems } = examineParleyFile(text, file);
  if (problems.length > 0 || entries === undefined)
    return { ok: false, problems: problems.map(({ path: _path, ...problem }) => problem) };
  return { ok: true, declared: declaredConfig(entries) };
}

/** What of a file can be understood, also where it has problems, and where that stands. */
export interface ExaminedFile {
  /** Absent where the text is not YAML at all. */
  readonly entries?: Entries;
  readonly problems: readonly PlacedProblem[];
  /** The line on which something stands, from 1. */
  lineOf(path: Path): number;
}

/** A problem, and what of the file it is about; a text that is not YAML has no such place. */
export interface PlacedProblem extends Problem {
  readonly path?: Path;
}

/** The same, for who shows a file while it is written. Never throws. */
export function examineParleyFile(text: string, file: string): ExaminedFile {
  const source = new YamlSource(text);
  const lineOf = (path: Path): number => source.position(path, 'value').line;
  const { data, problems: unreadable } = source.read();
  if (unreadable.length > 0)
    return { problems: inOrder(unreadable.map((problem) => ({ file, ...problem }))), lineOf };

  const shape = parleyFileSchema.safeParse(data);
  const written = (path: Path) => source.written(path);
  const entries = readEntries(data, written);
  const findings: Finding[] = [
    ...shapeFindings(shape.error?.issues ?? [], data, written),
    ...referenceFindings(entries),
    ...keywordFindings(entries),
    ...preferenceFindings(entries),
    ...flowReferenceFindings(entries),
    ...flowFindings(entries),
    ...templateFindings(entries),
    ...plainTextFindings(entries),
    ...textFindings(entries),
    ...lengthFindings(entries),
  ];
  const problems = findings.map(({ path, on, code, message }) => ({
    ...{ file, ...source.position(path, on), code, message },
    path,
  }));
  return { entries, problems: inOrder(problems), lineOf };
}

function inOrder(problems: readonly PlacedProblem[]): PlacedProblem[] {
  return problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
}
