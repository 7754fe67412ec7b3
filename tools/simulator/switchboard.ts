import type { CarrierId, MoPart } from '@parley/carriers';
import { countSegments } from '@parley/sms';
import type { Fate, FaultPlan } from './fault-plan.js';
import type { Ids } from './ids.js';
import type { Inbox, InboxMessage } from './inbox.js';
import type { MtResult } from './ledger.entries.js';
import type { Ledger } from './ledger.js';
import { refusalOf, undeliverableNumbers, type MagicError } from './magic-numbers.js';
import { nowMicros } from './micros.js';
import type { ReceiptSender } from './receipt-sender.js';
import { PartBook } from './smpp/part-book.js';

/** A send request, read from either dialect. */
export interface MtRequest {
  readonly carrier: CarrierId;
  readonly reference?: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** Where receipts go; none are sent without it. */
  readonly callbackUrl?: string;
  /** Which part of a longer text it is, where the protocol has such. */
  readonly part?: MoPart;
  /** Asks for receipts over the link that it came by. */
  readonly wantsReceipt?: boolean;
}

/** A message that was taken over SMPP and whose receipts go back by a link. */
export interface TakenSms {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly takenMs: number;
  readonly undeliverable?: MagicError;
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
  private readonly parts = new PartBook();
  /** Called for each message that asked for receipts by its link. */
  onSms: (taken: TakenSms) => void = () => undefined;

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
    const { carrier, reference, from, to, text, part } = mt;
    this.ledger.append({
      kind: 'mt.received',
      at,
      carrier,
      id,
      reference,
      from,
      to,
      text,
      segments,
      result,
      part,
    });
    if (error !== undefined) return { kind: 'rejected', error };
    if (fate === 'throttle') return { kind: 'throttled', retryAfterSeconds: this.faults.retryAfterSeconds };
    if (id === undefined) return { kind: 'failed' };
    this.deliver(mt, id, segments, at);
    return fate === 'take' ? { kind: 'taken', id, segments } : { kind: 'silent', hang: fate === 'hang' };
  }

  private newId(carrier: CarrierId): string {
    if (carrier === 'smpp') return this.ids.number();
    return carrier === 'twilio' ? this.ids.sid('SM') : this.ids.next('sim-mt');
  }

  private deliver(mt: MtRequest, id: string, segments: number, at: number): void {
    const { carrier, reference, from, to, text, callbackUrl } = mt;
    const undeliverable = undeliverableNumbers.get(to);
    const { part } = mt;
    const whole = part === undefined ? { id, text } : this.parts.add(`${from} ${to}`, part, id, text);
    if (undeliverable === undefined && whole !== undefined) {
      const message = this.inbox.add({
        carrier,
        reference,
        from,
        to,
        segments: part?.total ?? segments,
        at,
        ...whole,
      });
      for (const listener of this.listeners) listener(message);
    }
    if (mt.wantsReceipt) this.onSms({ id, from, to, text, takenMs: at / 1_000, undeliverable });
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
