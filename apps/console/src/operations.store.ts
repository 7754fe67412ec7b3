/** What waits at a sender in a lane, now. */
export interface WaitingTexts {
  readonly sender: string;
  readonly lane: string;
  readonly texts: number;
  readonly segments: number;
  /** Those whose time has come. */
  readonly due: number;
}

/** What a sender gave to its carrier lately, by lane. */
export interface SentTexts {
  readonly sender: string;
  readonly lane: string;
  readonly texts: number;
  readonly segments: number;
  /** From the request to the hand-over to the carrier, ms. */
  readonly dwellP50: number | undefined;
  readonly dwellP95: number | undefined;
}

/** How a carrier holds a sender back. */
export interface Pace {
  readonly sender: string;
  /** Of now: it rises by itself after a clean while. 1 is the whole contract. */
  readonly rateFactor: number;
  /** ISO 8601, where the carrier asked to wait until then. */
  readonly heldUntil: string | undefined;
}

/** A sender or a campaign that somebody paused. */
export interface Held {
  readonly kind: 'sender' | 'campaign';
  readonly name: string;
  readonly by: string | undefined;
  readonly why: string | undefined;
  /** ISO 8601. */
  readonly since: string;
  /** Whether anything waits for it to go on; of a campaign that is over, or was cancelled, nothing does. */
  readonly waits: boolean;
}

/** Counts of the last minutes. */
export interface Flow {
  readonly mos: number;
  readonly mts: number;
  readonly delivered: number;
  readonly failed: number;
  readonly conversations: number;
}

/** Why texts did not go, the most frequent first. */
export interface Reason {
  readonly code: string;
  readonly texts: number;
}

/** Something that only a person can settle. */
export interface Trouble {
  readonly kind: 'unknown' | 'orphan' | 'parked' | 'case';
  /** What it is named by: an MT, a receipt, a consumer or a case. */
  readonly id: string;
  readonly subscriber: string | undefined;
  readonly sender: string | undefined;
  readonly detail: string | undefined;
  /** ISO 8601. */
  readonly since: string;
  readonly conversationId: string | undefined;
}

export type TroubleCounts = Readonly<Record<Trouble['kind'], number>>;

/** Reads what no topic and no API tells, from the tables of other services; it never writes there. */
export abstract class OperationsStore {
  abstract waiting(): Promise<WaitingTexts[]>;
  abstract sent(withinS: number): Promise<SentTexts[]>;
  abstract paces(): Promise<Pace[]>;
  abstract holds(): Promise<Held[]>;
  abstract flow(withinS: number): Promise<Flow>;
  abstract reasons(withinS: number, most: number): Promise<Reason[]>;
  /** By minute, the oldest first: MOs and MTs handed over. */
  abstract minutes(count: number): Promise<{ at: string; mos: number; mts: number }[]>;
  abstract troubles(most: number): Promise<Trouble[]>;
  abstract troubleCounts(): Promise<TroubleCounts>;
}
