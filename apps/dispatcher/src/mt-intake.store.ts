import type { Statement } from '@parley/persistence';
import type { ConsentFact, ConsentView } from './domain/consent-view.js';
import type { QueuedMt } from './domain/queued-mt.js';
import type { RefusalCode } from './domain/refusals.js';

/** What the intake of a batch leaves behind, in the order of its events. */
export type IntakeRecord =
  | { readonly kind: 'queued'; readonly mt: QueuedMt }
  | { readonly kind: 'refused'; readonly mt: QueuedMt; readonly code: RefusalCode }
  | { readonly kind: 'consent'; readonly subscriber: string; readonly fact: ConsentFact };

/** What a batch of requests needs to know beside consents; most need nothing, and pay for nothing. */
export interface Needs {
  readonly campaigns: readonly string[];
}

/** What is known around a batch's requests. */
export interface Around {
  /** When campaigns were cancelled, ms since the epoch. */
  readonly cancelled: ReadonlyMap<string, number>;
}

export const NOTHING_AROUND: Around = { cancelled: new Map() };

/** Consents as known here and the queue's entrance. */
export abstract class MtIntakeStore {
  abstract load(subscribers: readonly string[]): Promise<Map<string, ConsentView>>;
  /** One query for all that is needed; none when nothing is. */
  abstract around(needs: Needs): Promise<Around>;
  abstract save(records: readonly IntakeRecord[]): readonly Statement[];
}
