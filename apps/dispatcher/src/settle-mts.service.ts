import { Inject, Injectable, Logger } from '@nestjs/common';
import type { TakenParts } from '@parley/carriers';
import { mtStatus, type MtStatus } from '@parley/contracts';
import {
  Committer,
  effect,
  EventPublisher,
  persist,
  StoppedError,
  type CausedEffect,
} from '@parley/messaging';
import { Database, type Statement } from '@parley/persistence';
import { Clock } from '@parley/platform';
import { CarrierMessagesStore, type CarrierMessage, type MessageName } from './carrier-messages.store.js';
import { DISPATCHER_ENVIRONMENT, type DispatcherEnvironment } from './dispatcher.config.js';
import { isFinal } from './domain/mt-status-lattice.js';
import { isFailureOfPhone } from './domain/unreachable.js';
import { MtClaimsStore, type ClaimedMt, type LaterMt, type SettledMt } from './mt-claims.store.js';
import { logOutcome } from './outcome-log.js';
import { addressOf } from './our-numbers.js';
import { ReceiptsStore, type ReceiptRecord } from './receipts.store.js';
import { sendMetrics } from './send-metrics.js';
import { noteRetryWait, noteUnsent } from './send-spans.js';
import { UnnotedNames } from './unnoted-names.js';

/** What the carrier calls the parts that it took, where receipts will say no more than that. */
export interface TakenByCarrier extends TakenParts {
  readonly carrier: string;
}

/** What became of a claimed text. */
export type Result =
  | {
      readonly kind: 'settled';
      readonly mt: ClaimedMt;
      readonly settled: SettledMt;
      readonly taken?: TakenByCarrier;
    }
  | {
      readonly kind: 'retry';
      readonly mt: ClaimedMt;
      readonly afterMs: number;
      readonly code: string;
      /** By whom it was tried, if at all. */
      readonly carrier?: string;
      /** That one may have taken it: it may come again by nobody else (I3). */
      readonly maybeTaken?: boolean;
      readonly hold?: { readonly pace: string; readonly ms: number };
      readonly taken?: TakenByCarrier;
    }
  | { readonly kind: 'released'; readonly mt: ClaimedMt };

/** Keeps results in batches: one commit and one publish for whatever came in meanwhile. */
@Injectable()
export class SettleMtsService {
  private readonly stopping = new AbortController();
  private readonly committer: Committer;
  private readonly logger = new Logger(SettleMtsService.name);
  private waiting: Result[] = [];
  private working: Promise<void> | undefined;
  private onNoted: () => void = () => undefined;
  private onSettled: (senders: ReadonlySet<string>) => void = () => undefined;

  constructor(
    private readonly store: MtClaimsStore,
    private readonly messages: CarrierMessagesStore,
    private readonly receipts: ReceiptsStore,
    private readonly names: UnnotedNames,
    private readonly clock: Clock,
    @Inject(DISPATCHER_ENVIRONMENT) private readonly environment: DispatcherEnvironment,
    database: Database,
    publisher: EventPublisher,
  ) {
    this.committer = new Committer(
      database,
      publisher,
      'dispatcher',
      'sends',
      this.stopping.signal,
      (error, attempt) => this.heldBack(error, attempt),
    );
  }

  /** Called with the senders whose texts were settled: others of the same conversations may go now. */
  afterSettling(callback: (senders: ReadonlySet<string>) => void): void {
    this.onSettled = callback;
  }

  /** Called when carriers' ids were noted: receipts that came before them may be taken now. */
  afterNoting(callback: () => void): void {
    this.onNoted = callback;
  }

  add(result: Result): void {
    this.names.begin(namesOf(result));
    this.waiting.push(result);
    this.working ??= this.work();
  }

  /** Publishes what a dead replica had committed. */
  tidy(): Promise<void> {
    return this.committer.tidy();
  }

  /** Resolves when everything added is kept and published. */
  async drained(): Promise<void> {
    await this.working;
    await this.committer.published();
  }

  stop(): void {
    this.stopping.abort();
  }

  private async work(): Promise<void> {
    while (this.waiting.length > 0) {
      await new Promise((resolve) => setTimeout(resolve, this.environment.SEND_LINGER_MS));
      const results = this.waiting;
      this.waiting = [];
      try {
        await this.keep(results);
      } catch (error) {
        if (error instanceof StoppedError) {
          // What came in meanwhile is not kept either: no receipt waits for it.
          this.names.end([...results, ...this.waiting].flatMap(namesOf));
          break;
        }
        this.logger.error({
          msg: 'results could not be kept',
          results: results.length,
          error: (error as Error).message,
        });
      }
      this.names.end(results.flatMap(namesOf));
      this.onSettled(new Set(results.map((result) => addressOf(result.mt))));
    }
    this.working = undefined; // in the same breath as the look at `waiting`, so that nothing comes in between
  }

  private async keep(results: readonly Result[]): Promise<void> {
    const nowMs = this.clock.now();
    const settled: SettledMt[] = [];
    const later: LaterMt[] = [];
    const released: string[] = [];
    const holds: Statement[] = [];
    const effects: CausedEffect[] = [];
    const noted: CarrierMessage[] = [];
    const unknowns: string[] = [];
    const failed: ReceiptRecord[] = [];
    for (const result of results) {
      const { mt } = result;
      if (result.kind !== 'released' && result.taken) noted.push(...messagesOf(mt, result.taken));
      if (result.kind === 'released') {
        released.push(mt.id);
        sendMetrics.slotsMissed.add(1, { sender: addressOf(mt) });
      } else if (result.kind === 'settled') {
        settled.push({ ...result.settled, said: mt });
        const { status, code } = result.settled;
        if (result.settled.carrier === undefined) noteUnsent(mt, status, code);
        logOutcome(mt, status, code);
        effects.push(statusEffect(mt, { ...result.settled, final: isFinal(status) }, nowMs));
        if (status === 'unknown') unknowns.push(mt.id);
        if (isFailureOfPhone(status, code))
          failed.push({ kind: 'failed', subscriber: mt.subscriber, code: code! });
        sendMetrics.outcomes.add(1, { status, code: code ?? '' });
        if (status === 'unknown') sendMetrics.unknown.add(1, { code: code ?? '' });
        if (status === 'submitted') sendMetrics.segments.add(mt.segments, { sender: mt.sender });
      } else {
        const { afterMs, carrier, maybeTaken, hold } = result;
        later.push({ id: mt.id, afterMs, carrier, maybeTaken });
        noteRetryWait(mt, afterMs, result.code, nowMs);
        const nextAt = new Date(nowMs + afterMs).toISOString();
        effects.push(
          statusEffect(mt, { status: 'retrying', code: result.code, nextAt, final: false }, nowMs),
        );
        sendMetrics.outcomes.add(1, { status: 'retrying', code: result.code });
        if (hold) holds.push(...this.store.hold(hold.pace, hold.ms));
      }
    }
    const held = (error: unknown, attempt: number): void => this.heldBack(error, attempt);
    await persist(() => this.store.ready(settled), this.stopping.signal, held);
    const statements = [
      ...this.messages.note(noted),
      ...this.store.settle(settled, true),
      ...this.receipts.noteUnknowns(unknowns),
      ...this.receipts.save(failed),
      ...this.store.retry(later),
      ...this.store.release(released),
      ...holds,
    ];
    await this.committer.commit(statements, effects, nowMs);
    if (noted.length > 0) this.onNoted();
  }

  private heldBack(error: unknown, attempt: number): void {
    const { code } = error as { code?: string };
    this.logger.warn({ msg: 'results held back by infrastructure', attempt, code });
  }
}

/** As what the carrier's receipts will speak of it. */
function namesOf(result: Result): MessageName[] {
  if (result.kind === 'released') return [];
  const { taken } = result;
  const own = result.kind === 'settled' ? result.settled : undefined;
  const named = taken?.ids.map((carrierMessageId) => ({ carrier: taken.carrier, carrierMessageId })) ?? [];
  if (own?.carrier === undefined || own.carrierMessageId === undefined) return named;
  return [...named, { carrier: own.carrier, carrierMessageId: own.carrierMessageId }];
}

function messagesOf(mt: ClaimedMt, { carrier, total, ids }: TakenByCarrier): CarrierMessage[] {
  return ids.map((carrierMessageId, index) => ({
    carrier,
    carrierMessageId,
    mtId: mt.id,
    attempt: mt.attempt,
    part: index + 1,
    parts: total,
  }));
}

export type StatusChange = Pick<
  MtStatus,
  'status' | 'final' | 'code' | 'nextAt' | 'carrier' | 'carrierMessageId'
> & {
  traceparent?: string;
};

/** The event that says what became of an attempt. */
export function statusEffect(mt: ClaimedMt, change: StatusChange, nowMs: number): CausedEffect {
  const { traceparent, ...status } = change;
  return {
    cause: {
      id: mt.id,
      key: mt.subscriber,
      conversationId: mt.conversationId,
      traceparent: traceparent ?? mt.traceparent,
    },
    effect: effect(mtStatus, `status/${status.status}/${mt.attempt}`, {
      mtId: mt.id,
      subscriber: mt.subscriber,
      sender: mt.sender,
      status: status.status,
      final: status.final,
      code: status.code,
      nextAt: status.nextAt,
      lane: mt.lane,
      carrier: status.carrier,
      carrierMessageId: status.carrierMessageId,
      attempt: mt.attempt,
      segments: mt.segments,
      encoding: mt.encoding,
      inReplyTo: mt.inReplyTo,
      from: mt.number,
      at: new Date(nowMs).toISOString(),
    }),
  };
}
