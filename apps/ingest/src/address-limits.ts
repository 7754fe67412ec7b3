import { LRUCache } from 'lru-cache';
import { copyOf, isByUnnamedProxy, networkOf, type Caller } from './caller-network.js';
import { emptyAfter, waitOf, type Pace } from './domain/pace.js';
import { refused, type Refusal } from './domain/refusal.js';
import type { IngestSettings } from './ingest.settings.js';
import type { RefusalLog } from './refusal-log.js';

/** Networks that are remembered, of each kind: some 2 MB. Who is seen last stays. */
const MOST_NETWORKS = 10_000;
/** How long who proved a secret is believed to be a carrier, in ms. */
const PROVEN_MS = 86_400_000;
const MINUTE_MS = 60_000;

/**
 * Stops who guesses: so many requests a minute that prove nothing (a wrong signature, an unknown path, a body that is
 * malformed), and what else of it comes from the network is answered no faster than that. A webhook is asked for its
 * proof before: what shows a carrier's secret is always heard, as a limit must not lose a text and carriers send for
 * others from the same addresses; and its network is not limited for a day.
 *
 * Two memories, so that nobody can have a carrier forgotten by coming from many networks.
 */
export class AddressLimits {
  private readonly pace: Pace | undefined;
  /** By network, when its refusals are forgotten. */
  private readonly refusals = new LRUCache<string, number>({ max: MOST_NETWORKS });
  /** By network, when it proved a secret. */
  private readonly proofs = new LRUCache<string, number>({ max: MOST_NETWORKS });

  /** @param now ms of a clock that never goes back */
  constructor(
    { refusalsPerMinute: most }: Pick<IngestSettings, 'refusalsPerMinute'>,
    private readonly log: Pick<RefusalLog, 'limited' | 'unnamedProxy'>,
    private readonly now = (): number => performance.now(),
  ) {
    if (most > 0) this.pace = { most, everyMs: MINUTE_MS / most };
  }

  /** For a request that proves nothing. @returns how it is refused where its network is limited */
  turnAway(request: Caller): Refusal | undefined {
    const waitMs = this.wait(request);
    return waitMs === 0 ? undefined : { ...ADDRESS_LIMITED, retryAfterMs: waitMs };
  }

  /** @returns ms until the network of this request is heard again; 0: now */
  wait(request: Caller): number {
    if (this.pace === undefined || this.refusals.size === 0) return 0;
    const network = networkOf(request);
    const emptyAt = this.refusals.get(network);
    if (emptyAt === undefined) return 0;
    const nowMs = this.now();
    const waitMs = waitOf(this.pace, emptyAt, nowMs);
    if (waitMs === 0 || this.isProven(network, nowMs)) return 0;
    this.log.limited('unknown', ADDRESS_LIMITED.code, network, nowMs);
    return waitMs;
  }

  /** A request proved a carrier's secret. */
  proved(request: Caller): void {
    const nowMs = this.now();
    const network = networkOf(request);
    const noted = this.proofs.get(network);
    if (noted === undefined || nowMs - noted > MINUTE_MS) this.proofs.set(copyOf(network), nowMs);
  }

  /** A request proved nothing. */
  refused(request: Caller): void {
    if (this.pace === undefined) return;
    if (isByUnnamedProxy(request)) return this.log.unnamedProxy(request.ip);
    const network = networkOf(request);
    const nowMs = this.now();
    if (this.isProven(network, nowMs)) return;
    const emptyAt = emptyAfter(this.pace, this.refusals.get(network) ?? 0, nowMs, 1);
    // What was under way when the limit was reached makes it no longer.
    this.refusals.set(copyOf(network), Math.min(emptyAt, nowMs + MINUTE_MS));
  }

  private isProven(network: string, nowMs: number): boolean {
    const noted = this.proofs.get(network);
    return noted !== undefined && nowMs - noted < PROVEN_MS;
  }
}

const { refusal: ADDRESS_LIMITED } = refused(
  429,
  'ADDRESS_LIMITED',
  'Too many requests from this address were refused; correct them by the codes that they got, and send this one again later.',
);
