import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { ConfigDirectory } from '@parley/messaging';
import { Clock } from '@parley/platform';
import { attemptMt } from './attempt-mt.js';
import { CarrierSenders } from './carrier-senders.js';
import { DISPATCHER_ENVIRONMENT, type DispatcherEnvironment } from './dispatcher.config.js';
import { refusalOf } from './domain/permission.js';
import { settle } from './domain/settle-send.js';
import { MtClaimsStore, type ClaimedMt } from './mt-claims.store.js';
import { sendMetrics } from './send-metrics.js';
import { SettleMtsService } from './settle-mts.service.js';

const MOST_PER_CLAIM = 500;
const MOST_UNDER_WAY = 1024;
const LOOK_EVERY_MS = 500;
const TIDY_EVERY_MS = 5000;
/** A slot may be missed by this much when the sender is at its contract; the 5% that is never used covers it. */
const TIGHT_LATENESS_MS = 40;
/** When the last three seconds together fit into one second's contract, lateness up to 1 s cannot exceed it. */
const SLACK_LATENESS_MS = 1000;
const SEND_WITHIN_MS = 4500;

/** Claims what may go, waits for each slot, sends, and hands the outcome on. One claim at a time per sender. */
@Injectable()
export class SendMtsService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(SendMtsService.name);
  private readonly woken = new Set<string>();
  private readonly claiming = new Map<string, Promise<void>>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly intervals: NodeJS.Timeout[] = [];
  private underWay = 0;
  private stopping = false;
  private registered = -1;

  constructor(
    private readonly store: MtClaimsStore,
    private readonly settling: SettleMtsService,
    private readonly carriers: CarrierSenders,
    private readonly directory: ConfigDirectory,
    private readonly clock: Clock,
    @Inject(DISPATCHER_ENVIRONMENT) private readonly environment: DispatcherEnvironment,
  ) {
    settling.afterSettling((senders) => {
      for (const sender of senders) this.wake(sender);
    });
  }

  onApplicationBootstrap(): void {
    this.every(LOOK_EVERY_MS, async () => {
      await this.registerSenders();
      for (const sender of await this.store.due([...this.directory.senders.keys()])) this.wake(sender);
    });
    this.every(TIDY_EVERY_MS, async () => {
      await this.settling.tidy();
      for (const mt of await this.store.abandoned(this.environment.CLAIM_GRACE_MS, MOST_PER_CLAIM)) {
        this.settling.add({
          kind: 'settled',
          mt,
          settled: { id: mt.id, status: 'unknown', code: 'CLAIM_ABANDONED' },
        });
      }
    });
  }

  /** Something of this sender may be due. */
  wake(sender: string): void {
    this.woken.add(sender);
    if (this.stopping || this.claiming.has(sender)) return;
    this.claiming.set(
      sender,
      this.claimAll(sender).finally(() => {
        this.claiming.delete(sender);
        if (this.woken.has(sender) && this.underWay < MOST_UNDER_WAY) this.wake(sender);
      }),
    );
  }

  /** Stop claiming → finish what is under way → keep its results. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    for (const interval of this.intervals) clearInterval(interval);
    await Promise.allSettled(this.claiming.values());
    while (this.underWay > 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await this.settling.drained();
    await this.settling.tidy().catch(() => undefined);
    this.settling.stop();
  }

  private async claimAll(sender: string): Promise<void> {
    while (this.woken.delete(sender) && !this.stopping) {
      const config = this.directory.senders.get(sender);
      if (!config || this.underWay >= MOST_UNDER_WAY) return;
      try {
        const { mts, aheadMs, recentSegments } = await this.store.claim({
          sender,
          secondsPerSegment: 1 / (config.segmentsPerSecond * this.environment.PACE_SHARE),
          leaseMs: this.environment.CLAIM_LEASE_MS,
          most: MOST_PER_CLAIM,
        });
        const lateness = recentSegments <= config.segmentsPerSecond ? SLACK_LATENESS_MS : TIGHT_LATENESS_MS;
        const answeredMs = this.clock.now();
        for (const mt of mts) this.dispatch(mt, config.carrier, answeredMs + mt.waitMs, lateness);
        if (mts.length >= MOST_PER_CLAIM) this.woken.add(sender);
        else if (mts.length > 0 && aheadMs > 0) this.wakeLater(sender, this.environment.CLAIM_LEASE_MS / 2);
        else if (mts.length === 0 && aheadMs > this.environment.CLAIM_LEASE_MS) {
          this.wakeLater(sender, aheadMs - this.environment.CLAIM_LEASE_MS / 2);
        }
      } catch (error) {
        this.logger.warn({
          msg: 'claim failed',
          sender,
          code: (error as { code?: string }).code,
          error: (error as Error).message,
        });
        return this.wakeLater(sender, LOOK_EVERY_MS);
      }
    }
  }

  /** A claimed text: refused when it may not go any more, else sent at its slot. */
  private dispatch(mt: ClaimedMt, carrier: string, slotMs: number, latenessMs: number): void {
    const refusal = this.refuse(mt);
    if (refusal) {
      const status = refusal === 'EXPIRED' ? 'expired' : mt.suppressed ? 'suppressed' : 'refused';
      return this.settling.add({ kind: 'settled', mt, settled: { id: mt.id, status, code: refusal } });
    }
    this.underWay += 1;
    const run = (): void => {
      void this.send(mt, carrier, slotMs, latenessMs).finally(() => (this.underWay -= 1));
    };
    const waitMs = slotMs - this.clock.now();
    if (waitMs <= 1) run();
    else this.after(waitMs, run);
  }

  private refuse(mt: ClaimedMt): string | undefined {
    if (mt.suppressed) return mt.suppressed;
    if (mt.expiresAtMs <= this.clock.now()) return 'EXPIRED';
    return refusalOf({ ...mt, hasProgram: mt.program !== undefined });
  }

  private async send(mt: ClaimedMt, carrier: string, slotMs: number, latenessMs: number): Promise<void> {
    const nowMs = this.clock.now();
    if (nowMs - slotMs > latenessMs) return this.settling.add({ kind: 'released', mt });
    const line = this.carriers.of(carrier);
    if (!line) {
      return this.settling.add({ kind: 'retry', mt, afterMs: 60_000, code: 'MISCONFIGURED' });
    }
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
    if (next.kind === 'retry') {
      const holdMs = outcome.kind === 'throttled' ? Math.max(1000, outcome.retryAfterMs ?? 0) : undefined;
      return this.settling.add({ kind: 'retry', mt, afterMs: next.afterMs, code: next.code, holdMs });
    }
    const { status, code, carrierMessageId } = next;
    const settled = { id: mt.id, status, code, carrier, carrierMessageId, traceparent };
    this.settling.add({ kind: 'settled', mt, settled });
  }

  private async registerSenders(): Promise<void> {
    if (this.registered === this.directory.revision) return;
    const revision = this.directory.revision;
    await this.store.register([...this.directory.senders.keys()]);
    this.registered = revision;
  }

  private wakeLater(sender: string, ms: number): void {
    this.after(Math.max(1, ms), () => this.wake(sender));
  }

  private after(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      work();
    }, ms);
    this.timers.add(timer);
  }

  private every(ms: number, work: () => Promise<void>): void {
    let running = false;
    this.intervals.push(
      setInterval(() => {
        if (running || this.stopping) return;
        running = true;
        void work()
          .catch((error: Error) => this.logger.warn({ msg: 'looking for work failed', error: error.message }))
          .finally(() => (running = false));
      }, ms),
    );
  }
}
