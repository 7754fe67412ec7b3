import type { MoPart } from './domain/joined-mo.js';

/** What parts of one text have in common. */
export interface PartsKey {
  readonly carrier: string;
  readonly sender: string;
  readonly subscriber: string;
  readonly reference: number;
  readonly total: number;
}

/** A part that came; when, is said by the database's clock. */
export type NewPart = PartsKey & Omit<MoPart, 'arrivedMs'>;

export interface OpenParts {
  readonly parts: readonly MoPart[];
  /** The database's clock, ms since the epoch. */
  readonly nowMs: number;
}

/** A text that was claimed, and of which it is not known that it went on. */
export interface ClaimedParts {
  readonly key: PartsKey;
  readonly eventId: string;
  readonly parts: readonly MoPart[];
}

/** Parts, durable, until their text has gone on. Every method throws DatabaseError when PostgreSQL is away. */
export abstract class PartsStore {
  /** Keeps parts; one that is known by its id, waiting or gone on, is kept once. */
  abstract keep(parts: readonly NewPart[]): Promise<void>;
  /** The parts of a key that no text has claimed. */
  abstract open(key: PartsKey): Promise<OpenParts>;
  /** Claims all of these parts for a text. @returns false, and claims none, when another replica has one of them */
  abstract claim(carrier: string, carrierMessageIds: readonly string[], eventId: string): Promise<boolean>;
  /** The texts are durable elsewhere: what their parts said is forgotten, their ids are not yet. */
  abstract wentOn(eventIds: readonly string[]): Promise<void>;
  /** Keys with a text that has waited for `waitMs`, or that is whole and was left behind. */
  abstract due(waitMs: number, most: number): Promise<PartsKey[]>;
  /** Texts that a replica claimed and left behind. */
  abstract leftBehind(most: number): Promise<ClaimedParts[]>;
  /** Forgets the ids of parts that went on a day ago: no carrier repeats them any more. */
  abstract forget(): Promise<void>;
}
