import { refused, type Refusal } from './domain/refusal.js';
import { emptyAfter, waitOf } from './domain/pace.js';
import type { IngestSettings } from './ingest.settings.js';
import type { RefusalLog } from './refusal-log.js';

/**
 * The ceiling of what this replica takes of a carrier's account, in texts/s: a second's worth at once. Asked after the
 * signature was checked, so that nobody else uses it up. A webhook is taken whole or not at all, and what it holds
 * above the ceiling is owed.
 */
export class AccountLimits {
  /** By carrier, when what was taken is forgotten. */
  private readonly taken = new Map<string, number>();

  /** @param now ms of a clock that never goes back */
  constructor(
    private readonly settings: Pick<IngestSettings, 'accountTexts'>,
    private readonly log: Pick<RefusalLog, 'limited'>,
    private readonly now = (): number => performance.now(),
  ) {}

  /** Counts texts of a carrier. @returns why they are not taken now, if so */
  take(carrier: string, texts: number): Refusal | undefined {
    const perSecond = this.settings.accountTexts.get(carrier);
    if (perSecond === undefined || texts === 0) return undefined;
    const pace = { most: perSecond, everyMs: 1000 / perSecond };
    const emptyAt = this.taken.get(carrier) ?? 0;
    const nowMs = this.now();
    const waitMs = waitOf(pace, emptyAt, nowMs);
    if (waitMs === 0) {
      this.taken.set(carrier, emptyAfter(pace, emptyAt, nowMs, texts));
      return undefined;
    }
    this.log.limited(carrier, ACCOUNT_LIMITED.code, carrier, nowMs);
    return { ...ACCOUNT_LIMITED, retryAfterMs: waitMs };
  }
}

const { refusal: ACCOUNT_LIMITED } = refused(
  429,
  'ACCOUNT_LIMITED',
  'More texts a second came of this carrier than INGEST_ACCOUNT_LIMITS takes; send the same webhook again later.',
);
