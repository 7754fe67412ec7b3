import { meter } from '@parley/platform';

/** How far back a share of the contract is looked at, s. */
const WINDOW_S = 10;

interface Seconds {
  /** Segments by second, in a ring. */
  readonly segments: number[];
  /** The second, since the epoch, that each place of the ring is about. */
  readonly at: number[];
  contract: number;
}

/** What each sender has used of its contract in the last 10 s. */
export class RateUse {
  private readonly senders = new Map<string, Seconds>();

  /** @param contract segments/s */
  note(sender: string, segments: number, contract: number, nowMs: number): void {
    const second = Math.floor(nowMs / 1000);
    let seconds = this.senders.get(sender);
    if (!seconds) this.senders.set(sender, (seconds = { segments: [], at: [], contract }));
    seconds.contract = contract;
    const place = second % WINDOW_S;
    if (seconds.at[place] !== second) seconds.segments[place] = 0;
    seconds.at[place] = second;
    seconds.segments[place]! += segments;
  }

  /** Each sender with its share, 0 to 1. */
  shares(nowMs: number): [sender: string, share: number][] {
    const oldest = Math.floor(nowMs / 1000) - WINDOW_S;
    return Array.from(this.senders, ([sender, { segments, at, contract }]) => {
      const used = segments.reduce((sum, each, place) => (at[place]! > oldest ? sum + each : sum), 0);
      return [sender, used / (WINDOW_S * contract)];
    });
  }

  /** Lets it be asked for. */
  observe(now: () => number): this {
    meter.observe('sms.ratelimit.utilization', (result) => {
      for (const [sender, share] of this.shares(now())) result.observe(share, { sender });
    });
    return this;
  }
}
