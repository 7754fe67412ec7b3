import { randomBytes } from 'node:crypto';

/**
 * Ids that never repeat, also across restarts: Parley's event ids derive from them, so a repeated one would be
 * dropped as seen. Random per start, then a counter.
 */
export class Ids {
  private readonly start = randomBytes(8).toString('hex');
  /** A million ids in each ms that the simulator was off. */
  private readonly first = BigInt(Date.now()) * 1_000_000n;
  private count = 0;

  /** In the simulator dialect, e.g. `sim-mo-9f86d081884c7d65-1f`. */
  next(prefix: string): string {
    return `${prefix}-${this.start}-${(++this.count).toString(36)}`;
  }

  /** A Twilio SID: two letters and 32 hex digits. */
  sid(prefix: 'SM' | 'MM'): string {
    return prefix + this.start + (++this.count).toString(16).padStart(16, '0');
  }

  /** As an SMSC counts: a number that begins with the time, in decimal. */
  number(): string {
    return (this.first + BigInt(++this.count)).toString();
  }
}
