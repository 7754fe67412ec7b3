import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type Node,
  type YAMLError,
} from 'yaml';
import { DEEPEST, tooDeepAt } from './nesting.js';
import type { Path, ProblemCode } from './problem.js';

export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface SyntaxProblem extends Position {
  readonly code: ProblemCode;
  readonly message: string;
}

/** A YAML text as data that remembers where each field was written. */
export class YamlSource {
  private readonly lines = new LineCounter();
  private readonly document: Document;

  /** Where it is nested too deeply to be read at all. */
  private readonly tooDeep: Position | undefined;

  constructor(text: string) {
    const offset = tooDeepAt(text);
    this.tooDeep = offset === undefined ? undefined : positionIn(text, offset);
    const readable = offset === undefined ? text : '';
    // Of keys that are no scalars it would warn on standard error; they are refused as unknown fields.
    const options = { lineCounter: this.lines, prettyErrors: false, logLevel: 'error' } as const;
    this.document = parseDocument(readable, options);
  }

  /** The plain data, or what keeps the text from being read at all. */
  read(): { data?: unknown; problems: SyntaxProblem[] } {
    if (this.tooDeep !== undefined) {
      const message = `This is nested more than ${DEEPEST} deep, which no parley.yaml needs to be; write it flatter.`;
      return { problems: [{ ...this.tooDeep, code: 'YAML_SYNTAX', message }] };
    }
    const { errors, warnings } = this.document;
    const repeated = errors.filter(({ code }) => code === 'DUPLICATE_KEY');
    // What follows the first error of syntax is mostly its echo.
    const first = [...errors, ...warnings]
      .filter(({ code }) => code !== 'DUPLICATE_KEY')
      .sort((a, b) => a.pos[0] - b.pos[0])
      .slice(0, 1);
    const problems = [...repeated, ...first].map((error) => this.syntaxProblem(error));
    if (problems.length > 0) return { problems };
    try {
      return { data: this.document.toJS({ maxAliasCount: 100 }) as unknown, problems: [] };
    } catch (error) {
      // An alias that points nowhere, or aliases of aliases that would grow without bound.
      const message = `This is not readable as YAML: ${error instanceof Error ? error.message : String(error)}.`;
      return { problems: [{ line: 1, column: 1, code: 'YAML_SYNTAX', message }] };
    }
  }

  /** Where a field's name or value stands; the nearest thing around it when it is absent. */
  position(path: Path, on: 'key' | 'value'): Position {
    const { key, value, around } = this.find(path);
    const node = on === 'key' ? (key ?? value ?? around) : (value ?? key ?? around);
    return this.positionOf(node?.range?.[0] ?? 0);
  }

  /** A scalar as it was typed, such as `+14155550100`, which YAML reads as a number. */
  written(path: Path): string | undefined {
    const { value } = this.find(path);
    return isScalar(value) ? value.source : undefined;
  }

  private find(path: Path): { key?: Node; value?: Node; around?: Node } {
    let value: Node | undefined = this.document.contents ?? undefined;
    let key: Node | undefined;
    let around: Node | undefined;
    for (const segment of path) {
      around = value ?? around;
      const parent: Node | undefined = isAlias(value) ? value.resolve(this.document) : value;
      key = undefined;
      value = undefined;
      if (isMap(parent)) {
        const pair = parent.items.find(
          (item) => isScalar(item.key) && String(item.key.value) === String(segment),
        );
        key = isNode(pair?.key) ? pair.key : undefined;
        value = isNode(pair?.value) && !isEmpty(pair.value) ? pair.value : undefined;
      } else if (isSeq(parent)) {
        const item = parent.items[Number(segment)];
        value = isNode(item) ? item : undefined;
      }
    }
    return { ...(key && { key }), ...(value && { value }), ...(around && { around }) };
  }

  private syntaxProblem(error: YAMLError): SyntaxProblem {
    const at = this.positionOf(error.pos[0]);
    if (error.code === 'DUPLICATE_KEY') {
      return { ...at, code: 'FIELD_REPEATED', message: 'This field is written twice; keep one of them.' };
    }
    const reason = error.message.trim().replace(/\.$/, '');
    return { ...at, code: 'YAML_SYNTAX', message: `This is not readable as YAML: ${reason}.` };
  }

  private positionOf(offset: number): Position {
    const { line, col } = this.lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}

function positionIn(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

function isEmpty(node: Node): boolean {
  return isScalar(node) && node.value === null && !node.source;
}
