import type { ConfigSnapshot } from './config-snapshot.js';
import { declaredConfig } from './declared-config.js';
import { readEntries } from './entries.js';
import { flowFindings } from './flow-findings.js';
import { flowReferenceFindings } from './flow-reference-findings.js';
import { keywordFindings } from './keyword-findings.js';
import { parleyFileSchema } from './parley-file.schema.js';
import type { Finding, Path, Problem } from './problem.js';
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
  const source = new YamlSource(text);
  const { data, problems: unreadable } = source.read();
  if (unreadable.length > 0) return refused(unreadable.map((problem) => ({ file, ...problem })));

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
    ...textFindings(entries),
    ...lengthFindings(entries),
  ];
  if (findings.length === 0) return { ok: true, declared: declaredConfig(entries) };
  return refused(
    findings.map(({ path, on, code, message }) => ({ file, ...source.position(path, on), code, message })),
  );
}

function refused(problems: readonly Problem[]): ParsedParleyFile {
  return { ok: false, problems: problems.toSorted((a, b) => a.line - b.line || a.column - b.column) };
}
