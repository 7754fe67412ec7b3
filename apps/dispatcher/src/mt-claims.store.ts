import type { ConsentStateName, Lane } from '@parley/contracts';
import type { Statement } from '@parley/persistence';
import type { Purpose } from './domain/permission.js';
import type { StatusName } from './domain/mt-status-lattice.js';
import type { Said } from './mt-words.js';

/** A text that this replica alone may send, once its slot comes. Times are ms. */
export interface ClaimedMt {
  readonly id: string;
  readonly subscriber: string;
  readonly sender: string;
  /** Where the sender is a pool: the number that it goes from. */
  readonly number?: string;
  readonly program?: string;
  readonly lane: Lane;
  readonly purpose: Purpose;
  readonly text: string;
  readonly segments: number;
  readonly encoding: 'gsm7' | 'ucs2';
  readonly onUnknown: 'park' | 'resend';
  readonly inReplyTo?: string;
  /** When the MO was received that it answers, where its request says so. */
  readonly moReceivedAtMs?: number;
  readonly attempt: number;
  /** By whom it was tried before. */
  readonly lastCarrier?: string;
  /** That one may have taken it: nobody else may have it (I3). */
  readonly maybeTaken?: boolean;
  readonly suppressed?: string;
  readonly conversationId: string;
  readonly traceparent: string;
  readonly queuedAtMs: number;
  /** From when on it could be sent, as far as its time goes. */
  readonly dueAtMs?: number;
  readonly expiresAtMs: number;
  /** From the claim to the slot. */
  readonly waitMs: number;
  /** The day's segments are used up, and what is beyond them is refused. */
  readonly beyondDay?: boolean;
  /** Consents at the moment of the claim. */
  readonly programState: ConsentStateName;
  readonly senderState: ConsentStateName;
}

export interface Claim {
  readonly mts: readonly ClaimedMt[];
  /** When the claim was made, ms on the database's clock; undefined where nothing was claimed. */
  readonly atMs?: number;
  /** How far ahead of now the sender is reserved, ms; negative when it is idle. */
  readonly aheadMs: number;
  /** More could have gone, had there been slots within the lease. */
  readonly behind: boolean;
}

export interface ClaimTerms {
  /** What the texts leave from: a number of a pool, or a sender that is none. */
  readonly sender: string;
  /** The pool that the number is of: who pauses it pauses its numbers. */
  readonly pool?: string;
  /** Seconds per segment at which the sender is paced. */
  readonly secondsPerSegment: number;
  /** Segments/s of the contract that this pace leaves unused, less what late sends may take of it. */
  readonly slackSegments: number;
  /** How far ahead slots are reserved, ms. */
  readonly leaseMs: number;
  /** How far ahead the first slot lies at least, ms: answers that are late would find it passed. 0 when absent. */
  readonly leadMs?: number;
  /** How late for its slot a text may be, ms. */
  readonly latenessMs: number;
  /** Later slots that are not relaxed keep clear of these until none of these texts can be on its way any more. */
  readonly relaxed: boolean;
  readonly most: number;
  /** The carrier account's pace, shared by its senders. */
  readonly account?: {
    readonly name: string;
    readonly secondsPerSegment: number;
    readonly slackSegments: number;
  };
  /** By whom the texts of this claim go, where a sender has several carriers. */
  readonly through?: Through;
  /** Segments of the sender that may go in a day of the zone; what is beyond waits for the next, or is refused. */
  readonly day?: { readonly segments: number; readonly zone: string; readonly refuse: boolean };
}

/** One of a sender's several carriers. */
export interface Through {
  readonly carrier: string;
  /** The sender's other carriers: what one of them may have taken is theirs. */
  readonly others: readonly string[];
  /** Where it is kept that this carrier asks this sender to slow down. */
  readonly pace: string;
}

/** A text that is to be tried again. */
export interface LaterMt {
  readonly id: string;
  readonly afterMs: number;
  /** By whom it was tried, if at all. */
  readonly carrier?: string;
  /** That one may have taken it. */
  readonly maybeTaken?: boolean;
}

/** An attempt's end, to be kept. */
export interface SettledMt {
  readonly id: string;
  readonly status: StatusName;
  readonly code?: string;
  readonly carrier?: string;
  readonly carrierMessageId?: string;
  /** Trace context of the attempt, so that receipts can link to it. */
  readonly traceparent?: string;
  /** What it says, where who settles it knows. */
  readonly said?: Said;
}

/** The queue's exit: claims, pacing, and what became of the texts. */
export abstract class MtClaimsStore {
  /** Makes sure that a sender can be paced. */
  abstract register(senders: readonly string[]): Promise<void>;
  /** Makes sure that carrier accounts, and senders at several carriers, can be paced. */
  abstract registerPaces(names: readonly string[]): Promise<void>;
  /** The database's clock, ms. */
  abstract now(): Promise<number>;
  /** Senders that have something due; campaigns that begin are found here, and claimed from now on. */
  abstract due(senders: readonly string[], poolOf?: ReadonlyMap<string, string>): Promise<string[]>;
  /** Campaigns that have nothing queued any more are not looked for. */
  abstract forget(): Promise<void>;
  /** Claims what may go within the lease, in the order of lanes and turns, one per conversation, with slots. */
  abstract claim(terms: ClaimTerms): Promise<Claim>;
  /** Claims left by replicas that died, at most `most`: nobody can know what became of them. */
  abstract abandoned(graceMs: number, most: number): Promise<ClaimedMt[]>;
  /** The same for replicas of the release before, which left no note of their claims: walks the whole queue. */
  abstract abandonedBefore(graceMs: number, most: number): Promise<ClaimedMt[]>;
  /** Makes ready to settle these. Throws DatabaseError. */
  abstract ready(settled: readonly Pick<SettledMt, 'said'>[]): Promise<void>;
  /** Moves texts that were made ready from the queue to the history, or moves their status on. */
  abstract settle(settled: readonly SettledMt[], claimedHere: boolean): readonly Statement[];
  /** Back to the queue, due after a while. */
  abstract retry(later: readonly LaterMt[]): readonly Statement[];
  /** Back to the queue as if never claimed: the slot passed, or the service stops. */
  abstract release(ids: readonly string[]): readonly Statement[];
  /** The carrier asked to slow down: no slot of this pace before `ms` from now, and half of it after that. */
  abstract hold(pace: string, ms: number): readonly Statement[];
}
