import { Inject, Injectable } from '@nestjs/common';
import type { CarrierSender } from '@parley/carriers';
import type { SenderConfigured } from '@parley/contracts';
import { Clock } from '@parley/platform';
import { attemptMt } from './attempt-mt.js';
import { CarrierChoice } from './carrier-choice.js';
import { CarrierSenders } from './carrier-senders.js';
import { DISPATCHER_ENVIRONMENT, type DispatcherEnvironment } from './dispatcher.config.js';
import { accountName, paceName } from './domain/claim-terms.js';
import { refusalOf } from './domain/permission.js';
import { settle } from './domain/settle-send.js';
import { Spacing, type Place } from './domain/spacing.js';
import type { ClaimedMt } from './mt-claims.store.js';
import { PoolStates } from './pool-states.service.js';
import { RateUse } from './rate-use.js';
import { sendMetrics } from './send-metrics.js';
import { SettleMtsService } from './settle-mts.service.js';

/** So long before it would be late a text is not even counted, ms. */
const TO_BEGIN_MS = 5;
const ANYWHERE_ELSE_MS = 60_000;

/** By whom and when a text may leave, on the clock of `performance.now()`, and how late for it it may be, ms. */
export interface Slot {
  readonly carrier: string;
  readonly atMs: number;
  readonly latenessMs: number;
}

/** When a text was counted for its second, and by when its first byte leaves, on the clock of `performance.now()`. */
interface Counted {
  readonly countedMs: number;
  readonly beginByMs: number;
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
    private readonly choice: CarrierChoice,
    private readonly pools: PoolStates,
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

  /** @param config of what it leaves from: its sender, or a number of that */
  dispatch(mt: ClaimedMt, config: SenderConfigured, slot: Slot): void {
    const refusal = this.refuse(mt);
    if (refusal) {
      const status = refusal === 'EXPIRED' ? 'expired' : mt.suppressed ? 'suppressed' : 'refused';
      return this.settling.add({ kind: 'settled', mt, settled: { id: mt.id, status, code: refusal } });
    }
    if (mt.maybeTaken && mt.lastCarrier !== slot.carrier) {
      const unknown = { status: 'unknown', code: 'CARRIER_CHANGED', carrier: mt.lastCarrier } as const;
      return this.settling.add({ kind: 'settled', mt, settled: { id: mt.id, ...unknown } });
    }
    const line = this.carriers.of(slot.carrier);
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
    slot: Slot,
  ): Promise<void> {
    const { carrier, atMs, latenessMs } = slot;
    const load = this.carriers.load(carrier);
    const queue = this.carriers.queue(carrier);
    load.wait();
    for (let ms = atMs - performance.now(); ms > 1; ms = atMs - performance.now())
      await new Promise((resolve) => setTimeout(resolve, ms - 1));
    let nowMs: number;
    let place: Place;
    for (;;) {
      nowMs = performance.now();
      if (nowMs - atMs > latenessMs - TO_BEGIN_MS) {
        load.leave();
        if (load.free) queue.next();
        return this.settling.add({ kind: 'released', mt });
      }
      if (!load.free) {
        await queue.turn(atMs + latenessMs - nowMs);
        continue;
      }
      place = this.take(mt, carrier, config, nowMs);
      if ('beginWithinMs' in place) break;
      queue.next(); // of another sender, perhaps
      const { waitMs } = place;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
    const beginByMs = Math.min(nowMs + place.beginWithinMs, atMs + latenessMs);
    load.begin();
    try {
      await this.send(mt, config, line, carrier, { countedMs: nowMs, beginByMs });
    } finally {
      load.end(performance.now());
      queue.next();
    }
  }

  /** Counts a text for its sender and its carrier account, or says how long to wait. */
  private take(
    mt: ClaimedMt,
    carrier: string,
    { sender, segmentsPerSecond }: SenderConfigured,
    nowMs: number,
  ): Place {
    const place = this.spacing.take(sender, mt.segments, segmentsPerSecond, nowMs);
    const account = this.environment.CARRIER_ACCOUNTS[carrier]?.segmentsPerSecond;
    if ('waitMs' in place || account === undefined) return place;
    const further = this.spacing.take(accountName(carrier), mt.segments, account, nowMs);
    if ('waitMs' in further) {
      this.spacing.giveBack(sender, mt.segments, nowMs);
      return further;
    }
    return { beginWithinMs: Math.min(place.beginWithinMs, further.beginWithinMs) };
  }

  /** Right after it was counted: nothing may come in between. */
  private async send(
    mt: ClaimedMt,
    { sender, carriers, segmentsPerSecond }: SenderConfigured,
    line: CarrierSender,
    carrier: string,
    { countedMs, beginByMs }: Counted,
  ): Promise<void> {
    const nowMs = this.clock.now();
    const terms = {
      carrier,
      publicUrl: this.environment.PUBLIC_URL,
      sendBy: Date.now() + beginByMs - performance.now(),
      nowMs,
    };
    const { outcome, traceparent, tookMs } = await attemptMt(mt, line, terms);
    this.choice.note(carrier, outcome, tookMs);
    if (mt.number !== undefined) this.pools.note(mt.number, outcome);
    const next = settle(outcome, {
      attempt: mt.attempt,
      nowMs: this.clock.now(),
      expiresAtMs: mt.expiresAtMs,
      onUnknown: mt.onUnknown,
      elsewhere: carriers !== undefined && !mt.maybeTaken,
      jitter: Math.random(),
    });
    const taken = 'taken' in outcome && outcome.taken ? { carrier, ...outcome.taken } : undefined;
    if (next.kind === 'released') {
      for (const counted of [sender, accountName(carrier)])
        this.spacing.giveBack(counted, mt.segments, countedMs);
      return this.settling.add({ kind: 'released', mt });
    }
    this.use.note(sender, mt.segments, segmentsPerSecond, nowMs);
    sendMetrics.dwell.record((nowMs - mt.queuedAtMs) / 1000, { lane: mt.lane });
    if (next.kind === 'retry') {
      const { afterMs, code, holdMs } = next;
      const pace = carriers === undefined ? sender : paceName(sender, carrier);
      const hold = holdMs === undefined ? undefined : { pace, ms: holdMs };
      const maybeTaken = outcome.kind === 'unknown';
      return this.settling.add({ kind: 'retry', mt, afterMs, code, carrier, maybeTaken, hold, taken });
    }
    const { status, code, carrierMessageId } = next;
    if (status === 'submitted') noteReply(mt, this.clock.now());
    const settled = { id: mt.id, status, code, carrier, carrierMessageId, traceparent };
    this.settling.add({ kind: 'settled', mt, settled, taken });
  }
}

/** How long a person waited from their text to the answer; a release before says of none when it was received. */
function noteReply({ lane, purpose, moReceivedAtMs }: ClaimedMt, nowMs: number): void {
  if (moReceivedAtMs === undefined) return;
  // Clocks of two machines may differ.
  sendMetrics.reply.record(Math.max(0, nowMs - moReceivedAtMs) / 1000, { lane, purpose });
}
