import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync } from 'node:crypto';
import { SEALED, type AtRest, type Database, type Sealing } from '@parley/persistence';
import { open, seal } from '../seal.js';
import { chosen, prove } from './at-rest.sql.pg.js';

/** Numbers and their sealed forms that are remembered, some 200 bytes each: a batch meets each of its people often. */
const REMEMBERED = 10_000;
const BLOCK_BYTES = 16;
const KEY_BYTES = 32;
/** `~` and a block in base64url. */
const NUMBER_LENGTH = 23;
/** Follow the `~`, and are no base64url. */
const WORDS = '.';
const JSON_VALUE = ':';
/** E.164: at most 15 digits, the first of them no zero, so that an integer holds them all. */
const E164 = /^\+[1-9]\d{0,14}$/;
const ABOUT = 'house';
const TWO_32 = 2 ** 32;
const PROOF = 'parley';

interface ChosenRow {
  readonly sealed: boolean;
  readonly proof: string | null;
}

/** The database was sealed under another pepper. */
export class PepperError extends Error {
  override readonly name = 'PepperError';
  readonly code = 'PEPPER_DIFFERS';

  constructor() {
    super('This database was sealed under another PARLEY_PEPPER; give the one that it began with.');
  }
}

/**
 * The house's own seal, by keys that come of the pepper: for numbers, which are looked for and so have to look the same
 * each time, and for words that are about to go on. What is kept for long is sealed by a key per person (`DataKeys`).
 *
 * A number is one block of AES-256: eight octets of zeros, which prove it when it is opened, and eight of the number. Words
 * are sealed by AES-256-GCM.
 */
export class HouseSeal implements Sealing {
  private readonly cipher;
  private readonly decipher;
  private readonly wordsKey: Buffer;
  private numbers = new Map<string, string>();
  private sealed = new Map<string, string>();

  private constructor(pepper: string) {
    const key = createSecretKey(keyOf(pepper, 'numbers'));
    // A block each, and nothing carried from one to the next: they serve for as long as the process lives.
    this.cipher = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false);
    this.decipher = createDecipheriv('aes-256-ecb', key, null).setAutoPadding(false);
    this.wordsKey = keyOf(pepper, 'words');
  }

  static of(pepper: string): HouseSeal {
    return new HouseSeal(pepper);
  }

  /** What a sealed database keeps, to tell this house's pepper from another. */
  get proof(): string {
    return this.words(PROOF);
  }

  /** How that database is written: sealed where it began so. Throws PepperError where another pepper sealed it. */
  async restOf(database: Pick<Database, 'query'>): Promise<AtRest | undefined> {
    let [row] = await database.query<ChosenRow>(chosen());
    if (!row?.sealed) return undefined;
    if (row.proof === null) {
      await database.query(prove(this.proof));
      [row] = await database.query<ChosenRow>(chosen());
    }
    if (row!.proof !== PROOF) throw new PepperError();
    return this;
  }

  /** Anything but an E.164 number stays as it is. */
  number(number: string): string {
    const known = this.sealed.get(number);
    if (known !== undefined) return known;
    if (!E164.test(number)) return number;
    const digits = Number(number);
    const block = Buffer.alloc(BLOCK_BYTES);
    block.writeUInt32BE(Math.floor(digits / TWO_32), 8);
    block.writeUInt32BE(digits % TWO_32, 12);
    const kept = SEALED + this.cipher.update(block).toString('base64url');
    this.remember(number, kept);
    return kept;
  }

  words(text: string): string {
    return text === '' ? '' : this.marked(WORDS, text);
  }

  json(text: string): string {
    return JSON.stringify(this.marked(JSON_VALUE, text));
  }

  open(kept: string): unknown {
    if (kept.length === NUMBER_LENGTH) return this.opened(kept);
    const mark = kept[1];
    if (mark !== WORDS && mark !== JSON_VALUE) return kept;
    try {
      const text = open(this.wordsKey, Buffer.from(kept.slice(2), 'base64url'), ABOUT).toString();
      return mark === WORDS ? text : (JSON.parse(text) as unknown);
    } catch {
      return kept; // not ours, but what somebody wrote
    }
  }

  private marked(mark: string, text: string): string {
    return SEALED + mark + seal(this.wordsKey, Buffer.from(text), ABOUT).toString('base64url');
  }

  private opened(kept: string): string {
    const known = this.numbers.get(kept);
    if (known !== undefined) return known;
    const bytes = Buffer.from(kept.slice(1), 'base64url');
    if (bytes.length !== BLOCK_BYTES) return kept;
    const block = this.decipher.update(bytes);
    if (block.readUInt32BE(0) !== 0 || block.readUInt32BE(4) !== 0) return kept;
    const number = `+${block.readUInt32BE(8) * TWO_32 + block.readUInt32BE(12)}`;
    this.remember(number, kept);
    return number;
  }

  private remember(number: string, kept: string): void {
    if (this.sealed.size >= REMEMBERED) {
      this.sealed = new Map();
      this.numbers = new Map();
    }
    this.sealed.set(number, kept);
    this.numbers.set(kept, number);
  }
}

function keyOf(pepper: string, what: string): Buffer {
  return Buffer.from(hkdfSync('sha256', pepper, '', `parley/at-rest/${what}`, KEY_BYTES));
}
