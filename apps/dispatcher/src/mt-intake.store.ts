import type { Statement } from '@parley/persistence';
import type { ConsentFact, ConsentView } from './domain/consent-view.js';
import type { RefusalCode } from './domain/permission.js';
import type { QueuedMt } from './domain/queued-mt.js';

/** What the intake of a batch leaves behind, in the order of its events. */
export type IntakeRecord =
  | { readonly kind: 'queued'; readonly mt: QueuedMt }
  | { readonly kind: 'refused'; readonly mt: QueuedMt; readonly code: RefusalCode }
  | { readonly kind: 'consent'; readonly subscriber: string; readonly fact: ConsentFact };

/** Consents as known here and the queue's entrance. */
export abstract class MtIntakeStore {
  abstract load(subscribers: readonly string[]): Promise<Map<string, ConsentView>>;
  abstract save(records: readonly IntakeRecord[]): readonly Statement[];
}
