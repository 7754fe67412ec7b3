/** An event of the house as it was published, by its short name: `intent.resolved`. */
export interface HouseEvent {
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What must come of a step. */
export interface Expectation {
  /** Texts from the step's sender, word for word, all of them. */
  readonly hears: readonly string[];
  /** Codes of the texts that were asked for and not sent, all of them. */
  readonly refused: readonly string[];
  /** The code by which ingest refused the text. */
  readonly notTaken?: string | undefined;
  /** These events in this order, with at least these fields; others may lie between them. */
  readonly published: readonly HouseEvent[];
  /** Names of events that must not be there. */
  readonly notPublished: readonly string[];
}

interface Placed {
  /** Line of the file, from 1. */
  readonly line: number;
}

/** Time passes, and nothing is looked at yet. */
export interface Wait extends Placed {
  readonly kind: 'wait';
  readonly ms: number;
  readonly written: string;
}

/** A phone texts. */
export interface Says extends Placed {
  readonly kind: 'says';
  readonly phone: string;
  readonly sender: string;
  readonly text: string;
  readonly expects: Expectation;
}

/** Another service publishes an event about the phone's owner. */
export interface Asks extends Placed {
  readonly kind: 'asks';
  readonly phone: string;
  readonly sender: string;
  readonly event: string;
  readonly by: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly expects: Expectation;
}

/** What came by itself meanwhile. */
export interface Hears extends Placed {
  readonly kind: 'hears';
  readonly phone: string;
  readonly sender: string;
  readonly expects: Expectation;
}

export type Step = Wait | Says | Asks | Hears;
export type Turn = Exclude<Step, Wait>;

/** One golden conversation, with its names resolved. */
export interface Conversation extends Placed {
  readonly name: string;
  /** The file's path as people read it. */
  readonly file: string;
  /** Path of its parley.yaml. */
  readonly parley: string;
  readonly onlyInMemory?: string | undefined;
  /** Codes of coupon pools, by the pool's name; its own, as conversations are played side by side. */
  readonly coupons: ReadonlyMap<string, readonly string[]>;
  /** Names of its phones, in the order in which they come up. */
  readonly phones: readonly string[];
  readonly steps: readonly Step[];
}
