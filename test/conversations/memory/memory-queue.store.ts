import {
  EVERYTHING,
  foldConsents,
  stateOf,
  type ConsentFact,
  type ConsentView,
} from '../../../apps/dispatcher/src/domain/consent-view.js';
import { callsBack, type CancelOrder } from '../../../apps/dispatcher/src/domain/cancel-order.js';
import { lanes, type QueuedMt } from '../../../apps/dispatcher/src/domain/queued-mt.js';
import type { ClaimedMt } from '../../../apps/dispatcher/src/mt-claims.store.js';
import type { Standing } from '../../../apps/dispatcher/src/domain/standing.js';
import { MtIntakeStore, type IntakeRecord } from '../../../apps/dispatcher/src/mt-intake.store.js';
import { keyOf } from '../../../apps/dispatcher/src/pools.store.js';
import { keptOf } from './kept-of.js';
import type { Remembered } from './remembered.js';

interface Waiting {
  readonly mt: QueuedMt;
  suppressed?: string;
}

/** The dispatcher's queue and its view of consents: what SQL does there, for one replica and one text at a time. */
export class MemoryQueue extends MtIntakeStore {
  private readonly views: Map<string, ConsentView>;
  private readonly zones: Map<string, string | undefined>;
  /** Which number of a pool is whose. */
  readonly numbers: Map<string, string>;
  /** In the order in which they came. */
  private readonly waiting: Set<Waiting>;

  constructor(remembered: Remembered) {
    super();
    this.views = remembered.map();
    this.zones = remembered.map();
    this.numbers = remembered.map();
    this.waiting = remembered.add(new Set());
  }

  async load(subscribers: readonly string[]): Promise<Map<string, Standing>> {
    const found = new Map<string, Standing>();
    for (const [subscriber, consents] of keptOf(this.views, subscribers)) {
      found.set(subscriber, { consents, timeZone: this.zones.get(subscriber) });
    }
    return found;
  }

  /** As `orders.cancel` does it. */
  callBack(order: CancelOrder): void {
    for (const entry of this.waiting) if (callsBack(order, entry.mt)) entry.suppressed ??= 'CANCELLED';
  }

  async prepare(): Promise<void> {}

  save(records: readonly IntakeRecord[]): [] {
    for (const record of records) {
      if (record.kind === 'queued') this.waiting.add({ mt: record.mt });
      if (record.kind === 'number') this.numbers.set(keyOf(record), record.number);
      if (record.kind === 'zone') this.zones.set(record.subscriber, record.timeZone);
      if (record.kind === 'consent') this.note(record.subscriber, record.fact);
    }
    return [];
  }

  /** Takes the next text that is due out of the queue, by lane and age; what is suppressed needs no turn. */
  next(nowMs: number): ClaimedMt | undefined {
    let best: Waiting | undefined;
    for (const candidate of this.waiting) {
      const { mt, suppressed } = candidate;
      if (suppressed === undefined && (mt.sendAfterMs ?? 0) > nowMs) continue;
      if (best === undefined || lanes.indexOf(mt.lane) < lanes.indexOf(best.mt.lane)) best = candidate;
    }
    if (best === undefined) return undefined;
    this.waiting.delete(best);
    return this.claimed(best);
  }

  /** When the first of the texts that wait for their time may go, ms since the epoch. */
  get nextDueMs(): number | undefined {
    let soonest: number | undefined;
    for (const { mt, suppressed } of this.waiting) {
      const dueMs = suppressed === undefined ? (mt.sendAfterMs ?? 0) : 0;
      if (soonest === undefined || dueMs < soonest) soonest = dueMs;
    }
    return soonest;
  }

  private claimed({ mt, suppressed }: Waiting): ClaimedMt {
    const view = this.views.get(mt.subscriber) ?? {};
    return {
      ...mt,
      attempt: 1,
      suppressed,
      waitMs: 0,
      programState: mt.program === undefined ? 'none' : stateOf(view, mt.sender, mt.program),
      senderState: stateOf(view, mt.sender, EVERYTHING),
    };
  }

  private note(subscriber: string, fact: ConsentFact): void {
    const before = this.views.get(subscriber) ?? {};
    const after = foldConsents(before, [fact]);
    if (after === before) return;
    this.views.set(subscriber, after);
    if (fact.state !== 'out') return;
    for (const entry of this.waiting) if (endedBy(subscriber, fact, entry.mt)) entry.suppressed = 'OPTED_OUT';
  }
}

/** As `intake.suppress` says it. */
function endedBy(subscriber: string, fact: ConsentFact, mt: QueuedMt): boolean {
  if (mt.subscriber !== subscriber || mt.sender !== fact.sender) return false;
  if (mt.purpose === 'help' || mt.purpose === 'opt_out_confirmation') return false;
  return fact.program === EVERYTHING || fact.program === mt.program;
}
