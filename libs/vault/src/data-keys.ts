import { hash } from 'node:crypto';
import { DatabaseError, type Database, type Statement } from '@parley/persistence';
import * as sql from './data-keys.sql.pg.js';
import { WrapperError, type KeyWrapper } from './key-wrapper.port.js';
import { randomOctets } from './random-octets.js';
import { open, seal } from './seal.js';

const KEY_BYTES = 32;
/** Keys held in memory, some 400 bytes each: more than the batches of a service that are under way together. */
const MOST_HELD = 10_000;
/** New keys are wrapped this many at a time, as a KMS takes milliseconds for a request. */
const AT_ONCE = 100;
/** Keys that are wrapped anew in one go. */
const PAGE = 500;

/** A person's key as it is held: `kept` once the database has it. */
interface HeldKey {
  readonly key: Buffer;
  readonly wrapped: string;
  readonly kept: boolean;
}

/** What became of a person's key. */
export interface KeyStory {
  /** Absent: there is none, or it was destroyed. */
  readonly key?: Buffer;
  /** ms since the epoch: when a key of the person's was destroyed last. */
  readonly erasedAt?: number;
}

/**
 * A key per person, kept wrapped in `vault.keys`. Subjects are opaque names (64 hexadecimal digits), never numbers.
 * A batch calls `load` once for its people, then seals without waiting, and commits `save` with what it sealed.
 *
 * With a holder the keys are that service's alone, under names of their own: it destroys them in the transaction in which
 * it forgets a person, while others may still be sealing. Without one they are the ledger's.
 */
export class DataKeys {
  private held = new Map<string, HeldKey>();
  private fresh: { key: Buffer; wrapped: string }[] = [];

  constructor(
    private readonly database: Database,
    private readonly wrapper: KeyWrapper,
    private readonly holder?: string,
  ) {}

  /**
   * Makes the keys of these people ready: one query for those that are not held, one request to the wrapper; who has
   * none is given one. Throws DatabaseError; a wrapper that is away counts as infrastructure too.
   */
  load(subjects: readonly string[]): Promise<void> {
    return asInfrastructure(this.bring(subjects));
  }

  private async bring(subjects: readonly string[]): Promise<void> {
    const wanted = subjects.filter((subject) => this.held.get(subject)?.kept !== true);
    if (wanted.length === 0) return;
    const known = await this.unwrapped(wanted);
    const without = wanted.filter((subject) => !known.has(subject));
    while (this.fresh.length < without.length) await this.prepare(without.length);
    for (const subject of without) {
      if (this.held.get(subject)?.kept !== false) this.hold(subject, { ...this.fresh.pop()!, kept: false });
    }
    for (const [subject, key] of known) this.hold(subject, key);
  }

  /**
   * As `load`, and keeps at once the keys that are new, in a transaction of its own: for who has no transaction that could
   * be tried again from the start. A key that nothing is sealed under yet tells nobody anything. Throws DatabaseError,
   * WrapperError.
   */
  async ensure(subjects: readonly string[]): Promise<void> {
    await this.bring(subjects);
    const unkept = subjects.filter((subject) => !this.ready(subject).kept).sort();
    if (unkept.length === 0) return;
    const wrapped = unkept.map((subject) => this.ready(subject).wrapped);
    const rows = await this.database.query<{ wrapped: string }>(
      sql.offerKeys(
        unkept.map((subject) => this.rowOf(subject)),
        wrapped,
      ),
    );
    const taken = new Set(rows.map((row) => row.wrapped));
    for (const [i, subject] of unkept.entries())
      if (taken.has(wrapped[i]!)) this.hold(subject, { ...this.ready(subject), kept: true });
    await this.bring(unkept); // another replica gave somebody theirs meanwhile
  }

  /** Whether a person's key is at hand, and kept. */
  isReady(subject: string): boolean {
    return this.held.get(subject)?.kept === true;
  }

  /** Seals a text under the key of a person that `load` made ready. */
  seal(subject: string, text: string, place: string): Buffer {
    return seal(this.ready(subject).key, Buffer.from(text), `${subject}/${place}`);
  }

  /** The statements that keep the keys under which these people's texts were sealed, where the database lacks them. */
  save(subjects: Iterable<string>): readonly Statement[] {
    const unkept = [...new Set(subjects)].filter((subject) => !this.ready(subject).kept).sort();
    if (unkept.length === 0) return [];
    return [
      sql.keepKeys(
        unkept.map((subject) => this.rowOf(subject)),
        unkept.map((subject) => this.ready(subject).wrapped),
      ),
    ];
  }

  /**
   * The keys of these people that there are, to open what was sealed: one query, and one request to the wrapper for those
   * that are not held. Nobody is given one. Throws DatabaseError, WrapperError.
   */
  async known(subjects: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    if (subjects.length === 0) return new Map();
    const rows = await this.rowsOf([...new Set(subjects)]);
    const unheld = rows.filter(({ subject, wrapped }) => this.held.get(subject)?.wrapped !== wrapped);
    const opened = unheld.length === 0 ? [] : await this.wrapper.unwrap(unheld.map(({ wrapped }) => wrapped));
    for (const [i, { subject, wrapped }] of unheld.entries())
      this.hold(subject, { key: opened[i]!, wrapped, kept: true });
    return new Map(rows.map(({ subject }) => [subject, this.ready(subject).key]));
  }

  /** What became of one person's key. Throws DatabaseError, WrapperError. */
  async storyOf(subject: string): Promise<KeyStory> {
    const [row] = await this.database.query<sql.KeyRow>(sql.loadKeys([this.rowOf(subject)]));
    if (row === undefined) return {};
    const [key] = row.wrapped === null ? [] : await this.wrapper.unwrap([row.wrapped]);
    return { ...(key && { key }), ...(row.erased_at && { erasedAt: row.erased_at.getTime() }) };
  }

  /** Destroys the keys of these people: what was sealed under them stays so for ever. A row says that it was done. */
  destroy(subjects: readonly string[]): Statement {
    return sql.destroyKeys(subjects.map((subject) => this.rowOf(subject)).sort());
  }

  /** Keys of these people may have been destroyed: they are looked up anew. */
  forget(subjects: readonly string[]): void {
    for (const subject of subjects) this.held.delete(subject);
  }

  /**
   * Wraps all keys anew under the newest wrapping key, page by page; a key that is destroyed meanwhile stays so.
   *
   * @returns how many were under an older one
   */
  async rewrap(): Promise<number> {
    let renewed = 0;
    for (let after = ''; ;) {
      const rows = await this.database.query<{ subject: string; wrapped: string }>(
        sql.pageOfKeys(after, PAGE),
      );
      if (rows.length === 0) return renewed;
      const fresh = await this.wrapper.rewrap(rows.map(({ wrapped }) => wrapped));
      const moved = rows.flatMap((row, i) => (fresh[i] === row.wrapped ? [] : [{ ...row, to: fresh[i]! }]));
      await this.database.query(
        sql.replaceKeys(
          moved.map(({ subject }) => subject),
          moved.map(({ wrapped }) => wrapped),
          moved.map(({ to }) => to),
        ),
      );
      renewed += moved.length;
      after = rows.at(-1)!.subject;
    }
  }

  /** Opens what was sealed under a person's key. Throws SealError. */
  static open(key: Buffer, subject: string, sealed: Buffer, place: string): string {
    return open(key, sealed, `${subject}/${place}`).toString();
  }

  private ready(subject: string): HeldKey {
    const held = this.held.get(subject);
    if (held === undefined) throw new Error('The key of a person was asked for before it was loaded.');
    return held;
  }

  private async unwrapped(subjects: readonly string[]): Promise<Map<string, HeldKey>> {
    const rows = await this.rowsOf(subjects);
    if (rows.length === 0) return new Map();
    const keys = await this.wrapper.unwrap(rows.map(({ wrapped }) => wrapped));
    return new Map(rows.map(({ subject, wrapped }, i) => [subject, { key: keys[i]!, wrapped, kept: true }]));
  }

  /** The rows of these people that hold a key. */
  private async rowsOf(subjects: readonly string[]): Promise<{ subject: string; wrapped: string }[]> {
    const subjectOf = new Map(subjects.map((subject) => [this.rowOf(subject), subject]));
    const rows = await this.database.query<sql.KeyRow>(sql.loadKeys([...subjectOf.keys()]));
    return rows.flatMap(({ subject, wrapped }) =>
      wrapped === null ? [] : [{ subject: subjectOf.get(subject)!, wrapped }],
    );
  }

  /** By which name a person's key lies in the table. */
  private rowOf(subject: string): string {
    if (this.holder === undefined) return subject;
    return hash('sha256', `${this.holder}/${subject}`, 'hex');
  }

  private async prepare(count: number): Promise<void> {
    const keys = Array.from({ length: Math.max(count, AT_ONCE) }, () => randomOctets(KEY_BYTES));
    const wrapped = await this.wrapper.wrap(keys);
    this.fresh.push(...keys.map((key, i) => ({ key, wrapped: wrapped[i]! })));
  }

  private hold(subject: string, key: HeldKey): void {
    this.held.delete(subject);
    this.held.set(subject, key);
    if (this.held.size > MOST_HELD) this.held.delete(this.held.keys().next().value!);
  }
}

/** The loop waits out what is away; what refuses for good ends its attempt as any other error does. */
async function asInfrastructure<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof WrapperError && error.code === 'KMS_UNAVAILABLE')
      throw DatabaseError.from({ code: '08006', message: error.message });
    throw error;
  }
}
