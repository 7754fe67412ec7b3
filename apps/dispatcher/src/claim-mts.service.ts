import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { SenderConfigured } from '@parley/contracts';
import { CarrierChoice } from './carrier-choice.js';
import { furtherPaces, pacesThrough } from './carrier-paces.js';
import { DISPATCHER_ENVIRONMENT, type DispatcherEnvironment } from './dispatcher.config.js';
import { Backlog } from './domain/backlog.js';
import { DatabaseClock } from './domain/database-clock.js';
import { lanes } from './domain/queued-mt.js';
import { FIRST_LOW_LANE } from './domain/turns.js';
import { MtClaimsStore, type Claim, type ClaimedMt } from './mt-claims.store.js';
import { OurNumbers } from './our-numbers.js';
import { SendMtService } from './send-mt.service.js';
import { SettleMtsService } from './settle-mts.service.js';

const MOST_PER_CLAIM = 500;
const MOST_UNDER_WAY = 1024;
/** Claims of a sender begin at least this far apart, ms: what is queued meanwhile shares one. */
const CLAIM_EVERY_MS = 8;
/** How often the database's clock is read before the first claim: the quickest answer counts. */
const CLOCK_READINGS = 5;
const LOOK_EVERY_MS = 500;
const TIDY_EVERY_MS = 5000;
/** Walking the whole queue is seconds of the database where millions wait. */
const LOOK_BACK_EVERY_MS = 600_000;

/** A claim, for whom it was made and how. */
interface Made {
  readonly claim: Claim;
  readonly carrier: string;
  readonly most: number;
  readonly leaseMs: number;
  readonly latenessMs: number;
  readonly secondsPerSegment: number;
}

/** Claims what may go, one claim at a time per sender, or number of a pool, and hands it to be sent. */
@Injectable()
export class ClaimMtsService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ClaimMtsService.name);
  private readonly woken = new Set<string>();
  private readonly claiming = new Map<string, Promise<void>>();
  private readonly claimedAt = new Map<string, number>();
  /** Queued here and not claimed here yet: some may wait for others of their conversations to settle. */
  private readonly awaitedBySender = new Map<string, number>();
  /** When a sender is woken next, on the clock of `performance.now()`. */
  private readonly wakesAt = new Map<string, number>();
  private readonly backlogs = new Map<string, Backlog>();
  private readonly clock = new DatabaseClock();
  private readonly intervals: NodeJS.Timeout[] = [];
  private stopping = false;
  private registered: ReadonlyMap<string, SenderConfigured> | undefined;

  constructor(
    private readonly store: MtClaimsStore,
    private readonly sending: SendMtService,
    private readonly settling: SettleMtsService,
    private readonly choice: CarrierChoice,
    private readonly numbers: OurNumbers,
    @Inject(DISPATCHER_ENVIRONMENT) private readonly environment: DispatcherEnvironment,
  ) {
    settling.afterSettling((senders) => {
      for (const sender of senders) if (this.awaited(sender) > 0) this.wake(sender);
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    for (let i = 0; i < CLOCK_READINGS; i += 1) {
      const databaseMs = await this.store.now().catch(() => undefined); // a database that is away is looked for later
      if (databaseMs !== undefined) this.clock.note(databaseMs, performance.now());
    }
    this.every(LOOK_EVERY_MS, () => this.look());
    this.every(TIDY_EVERY_MS, () => this.tidy());
    this.every(LOOK_BACK_EVERY_MS, () => this.lookBack());
  }

  /** A text that leaves from this sender, or number of a pool, was queued here. */
  queued(sender: string): void {
    this.awaitedBySender.set(sender, this.awaited(sender) + 1);
    this.wake(sender);
  }

  /** Stop claiming → finish what is under way → keep its results. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    for (const interval of this.intervals) clearInterval(interval);
    await Promise.allSettled(this.claiming.values());
    while (this.sending.underWay > 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await this.settling.drained();
    await this.settling.tidy().catch(() => undefined);
    this.settling.stop();
  }

  /** Something of this sender may be due. */
  private wake(sender: string): void {
    this.woken.add(sender);
    if (this.stopping || this.claiming.has(sender)) return;
    this.claiming.set(
      sender,
      this.claimAll(sender).finally(() => {
        this.claiming.delete(sender);
        if (this.woken.has(sender) && this.sending.underWay < MOST_UNDER_WAY) this.wake(sender);
      }),
    );
  }

  private async claimAll(sender: string): Promise<void> {
    while (this.woken.delete(sender) && !this.stopping) {
      const config = this.numbers.get(sender);
      if (!config || this.sending.underWay >= MOST_UNDER_WAY) return;
      const restMs = (this.claimedAt.get(sender) ?? 0) + CLAIM_EVERY_MS - performance.now();
      if (restMs > 1) await new Promise((resolve) => setTimeout(resolve, restMs));
      this.woken.delete(sender);
      this.claimedAt.set(sender, performance.now());
      try {
        await this.claim(sender, config);
      } catch (error) {
        const { code, message } = error as { code?: string; message: string };
        this.logger.warn({ msg: 'claim failed', sender, code, error: message });
        return this.wakeLater(sender, LOOK_EVERY_MS);
      }
    }
  }

  private async claim(sender: string, config: SenderConfigured): Promise<void> {
    const backlog = this.backlogOf(sender);
    const lasts = backlog.lasts(performance.now());
    let made: Made | undefined;
    for (const carrier of this.choice.order(config)) {
      made = (await this.claimThrough(carrier, config, lasts)) ?? made;
      if (made !== undefined && made.claim.mts.length > 0) break;
    }
    if (made === undefined) return this.wakeLater(sender, CLAIM_EVERY_MS); // whatever its slots, no line would be free
    const { most, carrier, leaseMs, latenessMs, secondsPerSegment } = made;
    const { mts, atMs, aheadMs, behind } = made.claim;
    if (atMs !== undefined) this.clock.note(atMs, performance.now());
    backlog.note(behind, performance.now());
    const idle = mts.length === 0 && this.sending.underWay === 0;
    this.awaitedBySender.set(sender, idle ? 0 : Math.max(0, this.awaited(sender) - mts.length));
    // One query for all their keys while they are on their way; who settles them asks for what is missing then.
    void this.store.ready(mts.map((said) => ({ said }))).catch(() => undefined);
    for (const mt of mts)
      this.sending.dispatch(mt, config, {
        carrier,
        atMs: this.clock.localOf(atMs! + mt.waitMs),
        latenessMs,
      });
    const last = mts.at(-1);
    const reservedMs = last === undefined ? aheadMs : last.waitMs + last.segments * secondsPerSegment * 1000;
    if (mts.length >= most) this.woken.add(sender);
    else if (reservedMs > leaseMs / 2) this.wakeLater(sender, Math.max(leaseMs, reservedMs) - leaseMs / 2);
    else if (last !== undefined && this.shared(last)) this.woken.add(sender); // many campaigns bring few texts each
  }

  /** A claim for one carrier; undefined where its line is so busy that it is not worth one. */
  private async claimThrough(
    carrier: string,
    config: SenderConfigured,
    backlog: boolean,
  ): Promise<Made | undefined> {
    const { sender } = config;
    const paces = pacesThrough(carrier, config, this.environment, backlog);
    const { leaseMs, latenessMs, secondsPerSegment } = paces;
    const inLease = Math.ceil(leaseMs / 1000 / secondsPerSegment) + 1;
    const leadMs = this.clock.leadMs(latenessMs);
    const room = this.sending.room(carrier, secondsPerSegment * 1000, leadMs + latenessMs);
    const most = Math.min(MOST_PER_CLAIM, inLease, room);
    if (most === 0) return undefined;
    const claim = await this.store.claim({
      sender,
      pool: this.numbers.poolOf.get(sender),
      ...paces,
      leadMs,
      most,
    });
    return { claim, carrier, most, leaseMs, latenessMs, secondsPerSegment };
  }

  /** Finds what nobody here was told of: retries that are due, texts of other replicas, scheduled ones. */
  private async look(): Promise<void> {
    const { all, poolOf } = this.numbers;
    this.clock.note(await this.store.now(), performance.now());
    if (this.registered !== all) {
      await this.store.register([...all.keys()]);
      await this.store.registerPaces(furtherPaces(all.values(), this.environment));
      this.registered = all;
    }
    for (const sender of await this.store.due([...all.keys()], poolOf)) this.wake(sender);
  }

  /** What replicas that died left behind: events to publish, and claims whose outcome nobody can know. */
  private async tidy(): Promise<void> {
    await this.settling.tidy();
    await this.store.forget();
    this.endAsUnknown(await this.store.abandoned(this.environment.CLAIM_GRACE_MS, MOST_PER_CLAIM));
  }

  /** What the release before claimed, which left no note of it. */
  private async lookBack(): Promise<void> {
    this.endAsUnknown(await this.store.abandonedBefore(this.environment.CLAIM_GRACE_MS, MOST_PER_CLAIM));
  }

  private endAsUnknown(abandoned: readonly ClaimedMt[]): void {
    for (const mt of abandoned) {
      const settled = { id: mt.id, status: 'unknown', code: 'CLAIM_ABANDONED' } as const;
      this.settling.add({ kind: 'settled', mt, settled });
    }
  }

  private backlogOf(sender: string): Backlog {
    let backlog = this.backlogs.get(sender);
    if (backlog === undefined) this.backlogs.set(sender, (backlog = new Backlog()));
    return backlog;
  }

  private awaited(sender: string): number {
    return this.awaitedBySender.get(sender) ?? 0;
  }

  private shared({ lane }: ClaimedMt): boolean {
    return lanes.indexOf(lane) >= FIRST_LOW_LANE;
  }

  private wakeLater(sender: string, ms: number): void {
    const atMs = performance.now() + ms;
    if (atMs >= (this.wakesAt.get(sender) ?? Infinity)) return;
    this.wakesAt.set(sender, atMs);
    setTimeout(
      () => {
        if (this.wakesAt.get(sender) === atMs) this.wakesAt.delete(sender);
        this.wake(sender);
      },
      Math.max(1, ms),
    ).unref();
  }

  private every(ms: number, work: () => Promise<void>): void {
    let running = false;
    const run = (): void => {
      if (running || this.stopping) return;
      running = true;
      void work()
        .catch((error: Error) => this.logger.warn({ msg: 'looking for work failed', error: error.message }))
        .finally(() => (running = false));
    };
    this.intervals.push(setInterval(run, ms));
  }
}
