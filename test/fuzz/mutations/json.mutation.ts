import type { Random } from '../../faults/random.js';
import { oddWords, prototypeNames } from './odd-words.js';

/** JSON as it is written: a name may stand twice, and a number need not fit into one. */
type Node =
  | { readonly kind: 'raw'; text: string }
  | { readonly kind: 'list'; readonly items: Node[] }
  | { readonly kind: 'object'; readonly fields: [name: string, value: Node][] };

/** Where a node stands, so that it can be changed, taken out or written twice. */
interface Place {
  readonly node: Node;
  readonly put: (node: Node) => void;
  readonly remove: () => void;
  readonly again: (times: number) => void;
}

const RAW_VALUES: readonly string[] = [
  ...['null', 'true', 'false', '0', '-0', '-1', '1.5', '1e999', '-1e999', '1e-999', '2147483648'],
  ...['9007199254740993', '8640000000000001', '123456789012345678901234567890', '[]', '{}', '[[]]', '[null]'],
  ...[
    '{"__proto__":{"admin":true}}',
    '{"constructor":{"prototype":{"x":1}}}',
    '{"length":1e9}',
    '{"then":1}',
  ],
];
const DEPTHS: readonly number[] = [3, 30, 300, 3_000, 12_000];
/** Repeated things are not more than this together, in characters. */
const LONGEST = 100_000;
const LONGEST_INSIDE = 3_000;
const MANY: readonly number[] = [1, 1, 2, 12, 300];

/**
 * Changes JSON where it stands: values of other kinds, huge numbers, deep nesting, names that stand twice, names of
 * prototypes, fields left out or moved. JSON inside of a string is changed within it. Gives the text.
 */
export function mutateJson(value: unknown, random: Random): string {
  const root: { node: Node } = { node: nodeOf(value) };
  for (let times = random.pick([1, 1, 2, 3, 6]); times > 0; times--) mutateOnce(root, random);
  return print(root.node);
}

function mutateOnce(root: { node: Node }, random: Random): void {
  const places = placesIn(root);
  const place = random.pick(places);
  const inner = place.node.kind === 'raw' ? jsonInside(place.node.text) : undefined;
  if (inner !== undefined && random.next() < 0.8) {
    return place.put(raw(JSON.stringify(mutateJson(inner, random))));
  }
  random.pick([
    () => place.put(raw(random.pick(RAW_VALUES))),
    () => place.put(raw(JSON.stringify(random.pick(oddWords)))),
    () => place.put(raw(JSON.stringify(random.pick(oddWords)))),
    () => place.put(nested(random)),
    // Printed, so that nothing holds itself.
    () => place.put(raw(print(random.pick(places).node))),
    () => place.remove(),
    () => place.again(random.pick(MANY)),
    () => rename(place.node, random),
    () => addField(place.node, random),
    () => rewrite(place.node, random),
  ])();
}

function nested(random: Random): Node {
  const depth = random.pick(DEPTHS);
  const [open, close] = random.pick([
    ['[', ']'],
    ['{"a":', '}'],
    ['[{"__proto__":', '}]'],
  ] as const);
  return raw(open.repeat(depth) + '1' + (random.next() < 0.9 ? close.repeat(depth) : ''));
}

function rename(node: Node, random: Random): void {
  if (node.kind !== 'object' || node.fields.length === 0) return;
  random.pick(node.fields)[0] = random.pick([...prototypeNames, ...oddWords]);
}

function addField(node: Node, random: Random): void {
  if (node.kind === 'object') node.fields.push([random.pick(prototypeNames), raw(random.pick(RAW_VALUES))]);
  if (node.kind === 'list') node.items.push(raw(random.pick(RAW_VALUES)));
}

/** Changes a text a little: what is nearly right goes furthest. */
function rewrite(node: Node, random: Random): void {
  if (node.kind !== 'raw') return;
  const value: unknown = isJson(node.text) ? JSON.parse(node.text) : '';
  if (typeof value === 'object') return;
  const word = typeof value === 'string' ? value : JSON.stringify(value);
  const at = random.between(0, word.length);
  const changed = random.pick([
    () => word.slice(0, at),
    () => word.slice(0, at) + random.pick(oddWords) + word.slice(at),
    () => word.repeat(random.pick([2, 20])),
    () => word.slice(0, at) + String.fromCharCode(random.between(0, 0xffff)) + word.slice(at + 1),
    () => word.toUpperCase(),
  ])();
  node.text =
    typeof value === 'number' && random.next() < 0.5 ? `${value}${at}e${at}` : JSON.stringify(changed);
}

function placesIn(root: { node: Node }): Place[] {
  const places: Place[] = [
    {
      node: root.node,
      put: (node) => void (root.node = node),
      remove: () => void (root.node = raw('null')),
      again: () => void (root.node = { kind: 'list', items: [root.node, raw(print(root.node))] }),
    },
  ];
  const walk = (node: Node): void => {
    if (node.kind === 'raw') return;
    const list: unknown[] = node.kind === 'list' ? node.items : node.fields;
    list.forEach((_entry, index) => {
      const child = node.kind === 'list' ? node.items[index]! : node.fields[index]![1];
      places.push({
        node: child,
        put: (put) =>
          void (node.kind === 'list' ? (node.items[index] = put) : (node.fields[index]![1] = put)),
        remove: () => void list.splice(index, 1),
        again: (times) => {
          const text = print(child);
          const most = Math.min(times, Math.ceil(LONGEST / (text.length + 1)));
          // Each by itself: changed together they would grow by their number.
          const entry = (): unknown =>
            node.kind === 'list' ? raw(text) : [node.fields[index]![0], raw(text)];
          list.push(...Array.from({ length: most }, entry));
        },
      });
      walk(child);
    });
  };
  walk(root.node);
  return places;
}

function nodeOf(value: unknown): Node {
  if (Array.isArray(value)) return { kind: 'list', items: value.map(nodeOf) };
  if (typeof value !== 'object' || value === null) return raw(JSON.stringify(value) ?? 'null');
  return { kind: 'object', fields: Object.entries(value).map(([name, field]) => [name, nodeOf(field)]) };
}

function raw(text: string): Extract<Node, { kind: 'raw' }> {
  return { kind: 'raw', text };
}

function print(node: Node): string {
  if (node.kind === 'raw') return node.text;
  if (node.kind === 'list') return `[${node.items.map(print).join(',')}]`;
  return `{${node.fields.map(([name, value]) => `${JSON.stringify(name)}:${print(value)}`).join(',')}}`;
}

/** The object that a string holds as JSON, as SNS's messages do. */
function jsonInside(text: string): unknown {
  // What was nested deeply before stays as it is: walking it would nest as deeply.
  if (!text.startsWith('"{') || text.length > LONGEST_INSIDE || !isJson(text)) return undefined;
  const inner = JSON.parse(text) as string;
  return isJson(inner) ? JSON.parse(inner) : undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
