import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { mtStatus } from '@parley/contracts';
import { Committer, ConfigDirectory, effect, EventPublisher, type CausedEffect } from '@parley/messaging';
import { Database } from '@parley/persistence';
import { Clock } from '@parley/platform';
import type { KnownMt } from './domain/take-receipt.js';
import { HoldsStore } from './holds.store.js';
import { IntakeTerms } from './intake-terms.js';
import { MtLimitsStore } from './mt-limits.store.js';
import { OrdersStore, type ClosedMt, type Deferral } from './orders.store.js';
import { ReceiptsStore, type FoundOrphan, type ReceiptRecord } from './receipts.store.js';
import { sendMetrics } from './send-metrics.js';
import { noteWaits } from './send-spans.js';
import { decideReceipt } from './take-receipt.handler.js';

const LOOK_EVERY_MS = 1000;
const TIDY_EVERY_MS = 5000;
/** Texts called back in one statement: few enough that claims, which skip what is locked, pass them by. */
const MOST_AT_ONCE = 2000;
const MOST_ORPHANS = 5000;
const PRUNE_EVERY_MS = 3_600_000;

/** What the dispatcher does beside the way of the texts, a little at a time. */
@Injectable()
export class MtChoresService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(MtChoresService.name);
  private readonly stopped = new AbortController();
  private readonly committer: Committer;
  private readonly terms: IntakeTerms;
  private tidiedMs = 0;
  private prunedMs = 0;
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> = Promise.resolve();

  constructor(
    private readonly orders: OrdersStore,
    private readonly holds: HoldsStore,
    private readonly receipts: ReceiptsStore,
    private readonly limits: MtLimitsStore,
    private readonly directory: ConfigDirectory,
    private readonly clock: Clock,
    database: Database,
    publisher: EventPublisher,
  ) {
    this.terms = new IntakeTerms(directory, clock);
    this.committer = new Committer(database, publisher, 'dispatcher', 'chores', this.stopped.signal, () =>
      this.logger.warn({ msg: 'chores held back by infrastructure' }),
    );
  }

  onApplicationBootstrap(): void {
    this.again();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped.abort();
    clearTimeout(this.timer);
    await this.working;
    await this.committer.published();
  }

  /** Calls back what waits of cancelled campaigns. */
  async callBack(): Promise<void> {
    while (!this.stopped.signal.aborted && (await this.orders.callBackCampaigns(MOST_AT_ONCE)) > 0);
  }

  /** What expires while it is held ends in time, and says so. */
  async endExpired(): Promise<void> {
    while (!this.stopped.signal.aborted && (await this.holds.endExpired(MOST_AT_ONCE)) > 0);
  }

  /** Marketing that waited into hours in which it may not go is put off, and says so. */
  async putOff(): Promise<void> {
    for (let full = true; full && !this.stopped.signal.aborted;) {
      const closed = await this.orders.closed(MOST_AT_ONCE);
      full = closed.length === MOST_AT_ONCE;
      const nowMs = this.clock.now();
      const deferrals = closed.map((mt) => this.deferralOf(mt, nowMs));
      const effects = closed.flatMap((mt, at) => deferredEffect(mt, deferrals[at]!, nowMs));
      await this.committer.commit(this.orders.defer(deferrals), effects, nowMs);
      closed.forEach((mt, at) => notePutOff(mt, deferrals[at]!.atMs, nowMs));
    }
  }

  /** Receipts that came before their text was settled, or without our id: they count once it is. */
  async matchOrphans(): Promise<void> {
    const found = await this.receipts.foundOrphans(MOST_ORPHANS);
    if (found.length === 0) return;
    const { records, effects } = decideFound(found);
    const matched = this.receipts.matched(found.map(({ eventId }) => eventId));
    await this.committer.commit([...this.receipts.save(records), ...matched], effects, this.clock.now());
  }

  /** Tells people of what no receipt resolved. */
  async tellUnknowns(): Promise<void> {
    const late = await this.receipts.surfaceUnknowns();
    if (late.length > 0) {
      const msg = 'texts are still unknown (MT_UNKNOWN): see "parley mt unknown list"';
      this.logger.warn({ msg, count: late.length, ids: late.slice(0, 10) });
    }
    const { count, oldestS } = await this.receipts.openUnknowns();
    sendMetrics.unknownOpen.record(count);
    sendMetrics.unknownAge.record(oldestS);
  }

  private async tellHolds(): Promise<void> {
    const { senders, campaigns } = await this.holds.count();
    sendMetrics.holds.record(senders, { kind: 'sender' });
    sendMetrics.holds.record(campaigns, { kind: 'campaign' });
  }

  private deferralOf({ id, subscriber, sender, zones, expiresAtMs }: ClosedMt, nowMs: number): Deferral {
    const next = this.terms.openingFor(this.directory.senders.get(sender), subscriber, zones, nowMs);
    return next && next.atMs < expiresAtMs ? { id, ...next } : { id };
  }

  private again(): void {
    if (this.stopped.signal.aborted) return;
    this.timer = setTimeout(() => {
      this.working = this.work()
        .catch((error: Error) => this.logger.warn({ msg: 'chores failed', error: error.message }))
        .finally(() => this.again());
    }, LOOK_EVERY_MS).unref();
  }

  private async work(): Promise<void> {
    await this.callBack();
    await this.endExpired();
    await this.putOff();
    await this.matchOrphans();
    if (this.clock.now() - this.tidiedMs < TIDY_EVERY_MS) return;
    this.tidiedMs = this.clock.now();
    await this.tellUnknowns();
    await this.tellHolds();
    await this.committer.tidy();
    if (this.clock.now() - this.prunedMs < PRUNE_EVERY_MS) return;
    this.prunedMs = this.clock.now();
    await this.limits.prune();
  }
}

/** Receipts in their order, each on what the ones before it made of its text. */
export function decideFound(found: readonly FoundOrphan[]): {
  records: ReceiptRecord[];
  effects: CausedEffect[];
} {
  const states = new Map<string, KnownMt>();
  const records: ReceiptRecord[] = [];
  const effects: CausedEffect[] = [];
  for (const { eventId, receipt, mt } of found) {
    const decision = decideReceipt(states.get(mt.id) ?? mt, { id: eventId, data: receipt });
    if (decision.state) states.set(mt.id, decision.state);
    records.push(...(decision.records ?? []));
    const { subscriber: key, conversationId = '', traceparent = '' } = mt;
    const cause = { id: eventId, key, conversationId, traceparent };
    effects.push(...decision.effects.map((effect) => ({ cause, effect })));
  }
  return { records, effects };
}

function notePutOff(mt: ClosedMt, atMs: number | undefined, nowMs: number): void {
  if (atMs !== undefined && atMs > nowMs) noteWaits(mt, [{ kind: 'hours', startMs: nowMs, endMs: atMs }]);
}

/** What ends for want of hours is said when it is settled; what is open again goes on. */
function deferredEffect(mt: ClosedMt, { atMs }: Deferral, nowMs: number): CausedEffect[] {
  if (atMs === undefined || atMs <= nowMs) return [];
  const { id, subscriber, sender, number: from, lane, attempt, segments, encoding } = mt;
  const { conversationId, traceparent } = mt;
  const said = {
    status: 'retrying',
    final: false,
    code: 'QUIET_HOURS',
    nextAt: new Date(atMs).toISOString(),
    at: new Date(nowMs).toISOString(),
  } as const;
  const data = { mtId: id, subscriber, sender, from, lane, attempt, segments, encoding, ...said };
  return [
    {
      cause: { id, key: subscriber, conversationId, traceparent },
      effect: effect(mtStatus, `status/quiet-hours/${atMs}`, data),
    },
  ];
}
