import type { CarrierId } from '@parley/carriers';
import { countSegments } from '@parley/sms';
import type { Fate, FaultPlan } from './fault-plan.js';
import type { Ids } from './ids.js';
import type { Inbox, InboxMessage } from './inbox.js';
import type { MtResult } from './ledger.entries.js';
import type { Ledger } from './ledger.js';
import { refusalOf, undeliverableNumbers, type MagicError } from './magic-numbers.js';
import { nowMicros } from './micros.js';
import type { ReceiptSender } from './receipt-sender.js';

/** A send request, read from either dialect. */
export interface MtRequest {
  readonly carrier: CarrierId;
  readonly reference?: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** Where receipts go; none are sent without it. */
  readonly callbackUrl?: string;
}

/** What the dialect has to answer. `silent` means not at all: the connection is closed, or left hanging. */
export type MtAnswer =
  | { readonly kind: 'taken'; readonly id: string; readonly segments: number }
  | { readonly kind: 'silent'; readonly hang: boolean }
  | { readonly kind: 'throttled'; readonly retryAfterSeconds: number }
  | { readonly kind: 'failed' }
  | { readonly kind: 'rejected'; readonly error: MagicError };

export type MtListener = (message: InboxMessage) => void;

/** The carrier's core: takes texts or not, books each, hands them to phones and has receipts sent. */
export class Switchboard {
  private readonly listeners = new Set<MtListener>();

  constructor(
    private readonly ledger: Ledger,
    private readonly inbox: Inbox,
    private readonly faults: FaultPlan,
    private readonly receipts: ReceiptSender,
    private readonly ids: Ids,
  ) {}

  /** Calls the listener for each text that a phone gets; returns how to stop it. */
  onMt(listener: MtListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  take(mt: MtRequest): MtAnswer {
    const at = nowMicros();
    const { segments } = countSegments(mt.text);
    const error = refusalOf(mt.to, mt.text);
    const fate = error === undefined ? this.faults.fateOf(mt.from, segments, at / 1_000) : undefined;
    const result = fate === undefined ? 'rejected' : results[fate];
    const taken = fate === 'take' || fate === 'drop' || fate === 'hang';
    const id = taken ? this.newId(mt.carrier) : undefined;
    const { carrier, reference, from, to, text } = mt;
    this.ledger.append({ kind: 'mt.received', at, carrier, id, reference, from, to, text, segments, result });
    if (error !== undefined) return { kind: 'rejected', error };
    if (fate === 'throttle') return { kind: 'throttled', retryAfterSeconds: this.faults.retryAfterSeconds };
    if (id === undefined) return { kind: 'failed' };
    this.deliver(mt, id, segments, at);
    return fate === 'take' ? { kind: 'taken', id, segments } : { kind: 'silent', hang: fate === 'hang' };
  }

  private newId(carrier: CarrierId): string {
    return carrier === 'twilio' ? this.ids.sid('SM') : this.ids.next('sim-mt');
  }

  private deliver(mt: MtRequest, id: string, segments: number, at: number): void {
    const { carrier, reference, from, to, text, callbackUrl } = mt;
    const undeliverable = undeliverableNumbers.get(to);
    if (undeliverable === undefined) {
      const message = this.inbox.add({ carrier, id, reference, from, to, text, segments, at });
      for (const listener of this.listeners) listener(message);
    }
    if (callbackUrl !== undefined) {
      this.receipts.schedule({ carrier, id, reference, from, to, callbackUrl, undeliverable });
    }
  }
}

const results: Record<Fate, MtResult> = {
  take: 'accepted',
  drop: 'dropped',
  hang: 'hung',
  throttle: 'throttled',
  fail: 'failed',
};
