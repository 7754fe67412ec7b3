import type { Statement } from '@parley/persistence';
import type { MtRefusal } from '@parley/sms';
import type { ConsentFact } from './domain/consent-view.js';
import type { QueuedMt } from './domain/queued-mt.js';
import type { Standing } from './domain/standing.js';
import type { Wait } from './domain/waits.js';

/** What the intake of a batch leaves behind, in the order of its events. */
export type IntakeRecord =
  | { readonly kind: 'queued'; readonly mt: QueuedMt; readonly waits?: readonly Wait[] }
  | { readonly kind: 'refused'; readonly mt: QueuedMt; readonly code: MtRefusal }
  | { readonly kind: 'consent'; readonly subscriber: string; readonly fact: ConsentFact }
  /** A number of a pool is a person's from now on, in place of `before`, or, where they texted it, of any. */
  | {
      readonly kind: 'number';
      readonly subscriber: string;
      readonly sender: string;
      readonly number: string;
      readonly before?: string | undefined;
      readonly texted: boolean;
    }
  /** A person who was given up has written. */
  | { readonly kind: 'reached'; readonly subscriber: string }
  /** A person told of their time zone, or took it back. */
  | {
      readonly kind: 'zone';
      readonly subscriber: string;
      readonly timeZone?: string;
      readonly version: number;
    };

/** Consents as known here and the queue's entrance. */
export abstract class MtIntakeStore {
  /** One query; who nothing is known of is not in it. */
  abstract load(subscribers: readonly string[]): Promise<Map<string, Standing>>;
  /** Makes ready to save these. Throws DatabaseError. */
  abstract prepare(records: readonly IntakeRecord[]): Promise<void>;
  abstract save(records: readonly IntakeRecord[]): readonly Statement[];
}
