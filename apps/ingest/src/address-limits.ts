import { LRUCache } from 'lru-cache';
import { copyOf, isByUnnamedProxy, networkOf, type Caller } from './caller-network.js';
import { emptyAfter, waitOf, type Pace } from './domain/pace.js';
import type { IngestSettings } from './ingest.settings.js';
import type { RefusalLog } from './refusal-log.js';

/** Networks that are remembered, of each kind: some 2 MB. Who is seen last stays. */
const MOST_NETWORKS = 10_000;
/** How long who proved a secret is believed to be a carrier, in ms. */
const PROVEN_MS = 86_400_000;
const MINUTE_MS = 60_000;

export const ADDRESS_LIMITED = 'ADDRESS_LIMITED';

/**
 * Stops who guesses: so many requests a minute that prove nothing (a wrong signature, an unknown path, a body that is
 * malformed), and the network is heard no faster than that. What proves a carrier's secret counts for nothing, and its
 * network is heard for a day whatever else comes from there: a limit must not lose a text, and carriers send for others
 * from the same addresses.
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

  /** @returns ms until the network of this request is heard again; 0: now */
  wait(request: Caller): number {
    if (this.pace === undefined || this.refusals.size === 0) return 0;
    const network = networkOf(request);
    const emptyAt = this.refusals.get(network);
    if (emptyAt === undefined) return 0;
    const nowMs = this.now();
    const waitMs = waitOf(this.pace, emptyAt, nowMs);
    if (waitMs === 0 || this.isProven(network, nowMs)) return 0;
    this.log.limited('unknown', ADDRESS_LIMITED, network, nowMs);
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
