import type { Random } from '../../faults/random.js';
import { oddWords } from './odd-words.js';

/** Values that YAML has and JSON has not. */
const YAML_VALUES: readonly string[] = [
  '~',
  '.nan',
  '-.inf',
  '0x1F',
  '0o17',
  '1_000',
  '2001-12-14',
  '2001-12-14t21:59:43.10-05:00',
  '12:30:45',
  'yes',
  '!!binary R0lGODlhDAAMAIQAAP==',
  '!!set { a, b }',
  '!!omap [ a: 1, b: 2 ]',
  '!!timestamp nonsense',
  '!!js/function "return 1"',
  '!local x',
  '&a [ *a ]',
  '&a { b: *a }',
  '*nowhere',
  '[ &x [ 1, 1 ], *x, *x, *x ]',
  '{ <<: { sender: "1" }, <<: [] }',
  '? [ a, b ] : c',
  '{ [ a ]: b, { c: d }: e, null: f, 1.5: g }',
  '|',
  '>-',
  "'",
  '"\\u0000\\xff\\ud800"',
  '"',
  '- - - -',
  '- [ { - } ]',
  '@at',
  '`tick',
  '%percent',
  '# a remark',
];
const WHOLE_LINES: readonly string[] = [
  '---',
  '...',
  '%YAML 1.1\n---',
  '%YAML 9.9\n---',
  '%TAG ! tag:example.com,2000:\n---',
  '\ttabbed: 1',
  '<<: *a',
  '? a\n: b',
  '__proto__: { admin: true }',
  'constructor: { prototype: { x: 1 } }',
  'version: &v 1',
  'a: &a [x, x, x, x]\nb: &b [*a, *a, *a, *a]\nc: &c [*b, *b, *b, *b]\nd: [*c, *c, *c, *c]',
];
const DEPTHS: readonly number[] = [3, 30, 300, 2_000];

/** Changes YAML by its lines: left out, written twice, moved, indented otherwise, with values that only YAML has. */
export function mutateLines(text: string, random: Random, others: readonly string[]): string {
  const lines = text.split('\n');
  for (let times = random.pick([1, 1, 2, 3, 6]); times > 0; times--) {
    const at = random.between(0, Math.max(lines.length - 1, 0));
    const line = lines[at] ?? '';
    const put = (value: string): void => void (lines[at] = line.replace(/:.*$/, `: ${value}`));
    random.pick([
      () => put(random.pick(YAML_VALUES)),
      () => put(random.pick(YAML_VALUES)),
      () => put(random.pick(oddWords)),
      () => put(JSON.stringify(random.pick(oddWords))),
      () => put(nested(random)),
      () => void lines.splice(at, 1),
      () => void lines.splice(at, 0, ...lines.slice(at, at + random.between(1, 12))),
      () => void lines.splice(at, random.between(0, 8), ...random.pick(others).split('\n').slice(at)),
      () => void lines.splice(at, 0, random.pick(WHOLE_LINES)),
      () => void (lines[at] = ' '.repeat(random.between(1, 5)) + line),
      () => void (lines[at] = line.trimStart()),
      () => void (lines[at] = line + random.pick(oddWords)),
      () => void (lines[at] = line.replace(/^( *- )?(\w+)/, `$1${random.pick(YAML_VALUES)}`)),
    ])();
  }
  return lines.join(random.pick(['\n', '\n', '\n', '\r\n', '\r']));
}

function nested(random: Random): string {
  const depth = random.pick(DEPTHS);
  const [open, close] = random.pick([
    ['[', ']'],
    ['{ a: ', ' }'],
    ['- ', ''],
    ['? ', ''],
    ['&a [', ']'],
  ] as const);
  return open.repeat(depth) + (random.next() < 0.7 ? close.repeat(depth) : '');
}
