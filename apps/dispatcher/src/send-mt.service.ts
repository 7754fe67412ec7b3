import { Inject, Injectable } from '@nestjs/common';
import type { CarrierSender } from '@parley/carriers';
import type { SenderConfigured } from '@parley/contracts';
import { Clock } from '@parley/platform';
import { attemptMt } from './attempt-mt.js';
import { CarrierSenders } from './carrier-senders.js';
import { DISPATCHER_ENVIRONMENT, type DispatcherEnvironment } from './dispatcher.config.js';
import { accountName } from './domain/claim-terms.js';
import { refusalOf } from './domain/permission.js';
import { settle } from './domain/settle-send.js';
import { BEGIN_WITHIN_MS, Spacing } from './domain/spacing.js';
import type { ClaimedMt } from './mt-claims.store.js';
import { RateUse } from './rate-use.js';
import { sendMetrics } from './send-metrics.js';
import { SettleMtsService } from './settle-mts.service.js';

/** So long before it would be late a text is not even counted, ms. */
const TO_BEGIN_MS = 5;
const ANYWHERE_ELSE_MS = 60_000;
/** How often a text that has its slot looks whether its line is free, ms. */
const LINE_EVERY_MS = 2;

/** When a text may leave, on the clock of `performance.now()`, and how late for it it may be, ms. */
export interface Slot {
  readonly atMs: number;
  readonly latenessMs: number;
}

/** Takes a claimed text to its end: refused if it may not go any more, else sent at its slot, and settled. */
@Injectable()
export class SendMtService {
  private readonly spacing = new Spacing();
  private readonly use = new RateUse().observe(() => this.clock.now());
  private count = 0;

  constructor(
    private readonly settling: SettleMtsService,
    private readonly carriers: CarrierSenders,
    private readonly clock: Clock,
    @Inject(DISPATCHER_ENVIRONMENT) private readonly environment: DispatcherEnvironment,
  ) {}

  /** Texts that wait for their slot or for their carrier's answer. */
  get underWay(): number {
    return this.count;
  }

  /** How many more texts of a carrier to claim, with slots so far apart, the last of which may wait so long. */
  room(carrier: string, spacingMs: number, waitMs: number): number {
    return this.carriers.load(carrier).room(spacingMs, waitMs, performance.now());
  }

  dispatch(mt: ClaimedMt, config: SenderConfigured, slot: Slot): void {
    const refusal = this.refuse(mt);
    if (refusal) {
      const status = refusal === 'EXPIRED' ? 'expired' : mt.suppressed ? 'suppressed' : 'refused';
      return this.settling.add({ kind: 'settled', mt, settled: { id: mt.id, status, code: refusal } });
    }
    const line = this.carriers.of(config.carrier);
    if (!line)
      return this.settling.add({ kind: 'retry', mt, afterMs: ANYWHERE_ELSE_MS, code: 'MISCONFIGURED' });
    this.count += 1;
    void this.sendAt(mt, config, line, slot).finally(() => (this.count -= 1));
  }

  private refuse(mt: ClaimedMt): string | undefined {
    if (mt.suppressed) return mt.suppressed;
    if (mt.beyondDay) return 'DAILY_CAP';
    if (mt.expiresAtMs <= this.clock.now()) return 'EXPIRED';
    return refusalOf({ ...mt, hasProgram: mt.program !== undefined });
  }

  private async sendAt(
    mt: ClaimedMt,
    config: SenderConfigured,
    line: CarrierSender,
    { atMs, latenessMs }: Slot,
  ): Promise<void> {
    const load = this.carriers.load(config.carrier);
    load.wait();
    for (let ms = atMs - performance.now(); ms > 1; ms = atMs - performance.now())
      await new Promise((resolve) => setTimeout(resolve, ms - 1));
    let nowMs: number;
    for (;;) {
      nowMs = performance.now();
      if (nowMs - atMs > latenessMs - TO_BEGIN_MS) {
        load.leave();
        return this.settling.add({ kind: 'released', mt });
      }
      const waitMs = load.free ? this.take(mt, config, nowMs) : LINE_EVERY_MS;
      if (waitMs === 0) break;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
    load.begin();
    try {
      await this.send(mt, config, line, nowMs, atMs + latenessMs);
    } finally {
      load.end(performance.now());
    }
  }

  /** Counts a text for its sender and its carrier account, or says how long to wait, ms. */
  private take(mt: ClaimedMt, { carrier, segmentsPerSecond }: SenderConfigured, nowMs: number): number {
    const waitMs = this.spacing.take(mt.sender, mt.segments, segmentsPerSecond, nowMs);
    const account = this.environment.CARRIER_ACCOUNTS[carrier]?.segmentsPerSecond;
    if (waitMs > 0 || account === undefined) return waitMs;
    const accountWaitMs = this.spacing.take(accountName(carrier), mt.segments, account, nowMs);
    if (accountWaitMs > 0) this.spacing.giveBack(mt.sender, mt.segments, nowMs);
    return accountWaitMs;
  }

  /** Right after it was counted: nothing may come in between. */
  private async send(
    mt: ClaimedMt,
    { carrier, segmentsPerSecond }: SenderConfigured,
    line: CarrierSender,
    countedMs: number,
    latestMs: number,
  ): Promise<void> {
    const beginWithinMs = Math.min(countedMs + BEGIN_WITHIN_MS, latestMs) - performance.now();
    const nowMs = this.clock.now();
    const terms = {
      carrier,
      publicUrl: this.environment.PUBLIC_URL,
      sendBy: Date.now() + beginWithinMs,
      nowMs,
    };
    const { outcome, traceparent } = await attemptMt(mt, line, terms);
    const next = settle(outcome, {
      attempt: mt.attempt,
      nowMs: this.clock.now(),
      expiresAtMs: mt.expiresAtMs,
      onUnknown: mt.onUnknown,
      jitter: Math.random(),
    });
    const taken = 'taken' in outcome && outcome.taken ? { carrier, ...outcome.taken } : undefined;
    if (next.kind === 'released') {
      for (const counted of [mt.sender, accountName(carrier)])
        this.spacing.giveBack(counted, mt.segments, countedMs);
      return this.settling.add({ kind: 'released', mt });
    }
    this.use.note(mt.sender, mt.segments, segmentsPerSecond, nowMs);
    sendMetrics.dwell.record((nowMs - mt.queuedAtMs) / 1000, { lane: mt.lane });
    if (next.kind === 'retry') {
      const { afterMs, code, holdMs } = next;
      return this.settling.add({ kind: 'retry', mt, afterMs, code, holdMs, taken });
    }
    const { status, code, carrierMessageId } = next;
    const settled = { id: mt.id, status, code, carrier, carrierMessageId, traceparent };
    this.settling.add({ kind: 'settled', mt, settled, taken });
  }
}
