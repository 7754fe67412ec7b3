import { Lexer } from 'yaml';

/**
 * How deep a file may be nested: far deeper than any parley.yaml is. What reads YAML calls itself for each level, and
 * writes keys that are no scalars as texts again for each: 200 levels of them take 9 s, 32 take 0.01 s.
 */
export const DEEPEST = 32;

/** What the lexer says before a scalar, and other marks that are not in the text (YAML forbids them there). */
const SCALAR_FOLLOWS = '\x1f';
const MARKS: ReadonlySet<string> = new Set([SCALAR_FOLLOWS, '\x02', '\x18']);
const OPENING = /^[[{]$/;
const CLOSING = /^[\]}]$/;
/** Each of them on one line is a level of its own, as in `- - - x`. */
const BLOCK = /^[-?:]$/;

/** Where a YAML text becomes nested deeper than `DEEPEST`, as an offset; undefined where it does not. Linear. */
export function tooDeepAt(text: string): number | undefined {
  let at = 0;
  let flow = 0;
  let onLine = 0;
  let isScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    if (isScalar) isScalar = false;
    else if (MARKS.has(lexeme)) {
      isScalar = lexeme === SCALAR_FOLLOWS;
      continue;
    } else if (OPENING.test(lexeme)) flow += 1;
    else if (CLOSING.test(lexeme)) flow = Math.max(flow - 1, 0);
    else if (/^\r?\n/.test(lexeme)) onLine = 0;
    else if (flow === 0 && BLOCK.test(lexeme)) onLine += 1;
    if (flow > DEEPEST || onLine > DEEPEST) return at;
    at += lexeme.length;
  }
  return undefined;
}
