import type { Random } from '../../faults/random.js';
import { oddWords } from './odd-words.js';

const MOST_RANDOM = 600;
const LONGEST = 200_000;

type Mutation = (bytes: Buffer, random: Random, others: readonly Buffer[]) => Buffer;

/** From where to where, in any order of drawing. */
function range(bytes: Buffer, random: Random): [number, number] {
  const one = random.between(0, bytes.length);
  const other = random.between(0, bytes.length);
  return one < other ? [one, other] : [other, one];
}

const flipBits: Mutation = (bytes, random) => {
  const changed = Buffer.from(bytes);
  if (changed.length === 0) return changed;
  for (let times = random.between(1, 8); times > 0; times--) {
    const at = random.between(0, changed.length - 1);
    changed[at]! ^= 1 << random.between(0, 7);
  }
  return changed;
};

const truncate: Mutation = (bytes, random) => bytes.subarray(0, random.between(0, bytes.length));

const cutOut: Mutation = (bytes, random) => {
  const [from, to] = range(bytes, random);
  return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
};

const repeat: Mutation = (bytes, random) => {
  const [from, to] = range(bytes, random);
  const piece = bytes.subarray(from, to);
  const times = Math.min(random.pick([1, 2, 3, 50]), Math.ceil(LONGEST / Math.max(piece.length, 1)));
  return Buffer.concat([bytes.subarray(0, to), ...Array<Buffer>(times).fill(piece), bytes.subarray(to)]);
};

const splice: Mutation = (bytes, random, others) => {
  const other = others.length === 0 ? bytes : random.pick(others);
  const [from, to] = range(other, random);
  const at = random.between(0, bytes.length);
  const rest = random.next() < 0.5 ? bytes.subarray(at) : Buffer.alloc(0);
  return Buffer.concat([bytes.subarray(0, at), other.subarray(from, to), rest]);
};

const insertWord: Mutation = (bytes, random) => {
  const at = random.between(0, bytes.length);
  const word = Buffer.from(random.pick(oddWords), random.next() < 0.8 ? 'utf8' : 'utf16le');
  return Buffer.concat([bytes.subarray(0, at), word, bytes.subarray(at)]);
};

const overwrite: Mutation = (bytes, random) => {
  const changed = Buffer.from(bytes);
  const [from, to] = range(bytes, random);
  return changed.fill(random.pick([0x00, 0xff, 0x7f, 0x80, 0x20, 0x22, 0x0a]), from, Math.min(to, from + 16));
};

/** The same words in another alphabet. */
const recode: Mutation = (bytes, random) => {
  const text = bytes.toString('utf8');
  return random.pick([
    () => Buffer.from(text, 'utf16le'),
    () => Buffer.from(text, 'latin1'),
    () => Buffer.from(`\ufeff${text}`, 'utf8'),
    () => Buffer.from(text, 'utf16le').swap16(),
  ])();
};

const mutations: readonly Mutation[] = [
  flipBits,
  flipBits,
  truncate,
  cutOut,
  repeat,
  splice,
  splice,
  insertWord,
  insertWord,
  overwrite,
  recode,
];

/** Changes bytes without knowing what they mean; `others` are of the same kind, to be mixed in. */
export function mutateBytes(bytes: Buffer, random: Random, others: readonly Buffer[] = []): Buffer {
  let changed = bytes;
  for (let times = random.pick([1, 1, 2, 4]); times > 0; times--) {
    changed = random.pick(mutations)(changed, random, others).subarray(0, LONGEST);
  }
  return changed;
}

export function randomBytes(random: Random): Buffer {
  return Buffer.from(Array.from({ length: random.between(0, MOST_RANDOM) }, () => random.between(0, 255)));
}
