import { Inject, Injectable } from '@nestjs/common';
import type { SenderConfigured } from '@parley/contracts';
import { Clock } from '@parley/platform';
import { attemptMt } from './attempt-mt.js';
import { CarrierSenders } from './carrier-senders.js';
import { DISPATCHER_ENVIRONMENT, type DispatcherEnvironment } from './dispatcher.config.js';
import { refusalOf } from './domain/permission.js';
import { settle } from './domain/settle-send.js';
import { Spacing } from './domain/spacing.js';
import type { ClaimedMt } from './mt-claims.store.js';
import { RateUse } from './rate-use.js';
import { sendMetrics } from './send-metrics.js';
import { SettleMtsService } from './settle-mts.service.js';

/**
 * A slot that was missed by more is given back and claimed anew: whoever is late would meet those who come after.
 * The 5% of the contract that pacing leaves unused covers what is allowed (docs/adr/0004).
 */
export const LATENESS_MS = 40;
/** How long after its slot a send may begin, ms; less than the claim's own limit, which others go by. */
const SEND_WITHIN_MS = 4500;
const ANYWHERE_ELSE_MS = 60_000;

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

  /** @param slotMs when it may leave, ms since the epoch */
  dispatch(mt: ClaimedMt, config: SenderConfigured, slotMs: number): void {
    const refusal = this.refuse(mt);
    if (refusal) {
      const status = refusal === 'EXPIRED' ? 'expired' : mt.suppressed ? 'suppressed' : 'refused';
      return this.settling.add({ kind: 'settled', mt, settled: { id: mt.id, status, code: refusal } });
    }
    this.count += 1;
    void this.sendAt(mt, config, slotMs).finally(() => (this.count -= 1));
  }

  private refuse(mt: ClaimedMt): string | undefined {
    if (mt.suppressed) return mt.suppressed;
    if (mt.expiresAtMs <= this.clock.now()) return 'EXPIRED';
    return refusalOf({ ...mt, hasProgram: mt.program !== undefined });
  }

  private async sendAt(mt: ClaimedMt, config: SenderConfigured, slotMs: number): Promise<void> {
    for (;;) {
      const waitMs =
        Math.max(0, slotMs - this.clock.now() - 1) ||
        this.spacing.take(mt.sender, mt.segments, config.segmentsPerSecond, performance.now());
      if (waitMs === 0) break;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      if (this.clock.now() - slotMs > LATENESS_MS) return this.settling.add({ kind: 'released', mt });
    }
    this.use.note(mt.sender, mt.segments, config.segmentsPerSecond, this.clock.now());
    await this.send(mt, config.carrier, slotMs);
  }

  private async send(mt: ClaimedMt, carrier: string, slotMs: number): Promise<void> {
    const line = this.carriers.of(carrier);
    if (!line)
      return this.settling.add({ kind: 'retry', mt, afterMs: ANYWHERE_ELSE_MS, code: 'MISCONFIGURED' });
    const nowMs = this.clock.now();
    sendMetrics.dwell.record((nowMs - mt.queuedAtMs) / 1000, { lane: mt.lane });
    const terms = { carrier, publicUrl: this.environment.PUBLIC_URL, sendBy: slotMs + SEND_WITHIN_MS, nowMs };
    const { outcome, traceparent } = await attemptMt(mt, line, terms);
    const next = settle(outcome, {
      attempt: mt.attempt,
      nowMs: this.clock.now(),
      expiresAtMs: mt.expiresAtMs,
      onUnknown: mt.onUnknown,
      jitter: Math.random(),
    });
    const taken = 'taken' in outcome && outcome.taken ? { carrier, ...outcome.taken } : undefined;
    if (next.kind === 'retry') {
      const holdMs = outcome.kind === 'throttled' ? Math.max(1000, outcome.retryAfterMs ?? 0) : undefined;
      return this.settling.add({ kind: 'retry', mt, afterMs: next.afterMs, code: next.code, holdMs, taken });
    }
    const { status, code, carrierMessageId } = next;
    const settled = { id: mt.id, status, code, carrier, carrierMessageId, traceparent };
    this.settling.add({ kind: 'settled', mt, settled, taken });
  }
}
