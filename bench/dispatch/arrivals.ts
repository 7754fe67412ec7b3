import { certainSegmentsInASecond } from '../../test/faults/judge/certain-rate.js';
import { LoopStalls } from '../../test/faults/loop-stalls.js';
import type { MtReceived, Simulator } from '../../tools/simulator/index.js';

const SECOND = 1_000_000;

/** What a sender's texts looked like where they arrived. */
export interface Arrival {
  readonly texts: number;
  readonly segmentsPerSecond: number;
  /** The most segments in any sliding second, once the simulator's own stalls are taken out. */
  readonly mostInASecond: number;
  /** The same as the simulator booked them: what arrived while it was held up counts late. */
  readonly mostAsBooked: number;
}

/** Listens for a sender's texts at the carrier. */
export class Arrivals {
  private readonly heard: Pick<MtReceived, 'at' | 'segments'>[] = [];
  private readonly stalls = new LoopStalls();
  private readonly stopListening: () => void;
  private waiting: { readonly count: number; readonly resolve: () => void } | undefined;

  constructor(
    simulator: Simulator,
    private readonly sender: string,
  ) {
    this.stopListening = simulator.onMt((message) => {
      if (message.from !== sender) return;
      this.heard.push({ at: message.at, segments: message.segments });
      if (this.waiting && this.heard.length >= this.waiting.count) this.waiting.resolve();
    });
  }

  /** Resolves when so many have arrived, or after `mostMs`. */
  async until(count: number, mostMs: number): Promise<void> {
    if (this.heard.length >= count) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.waiting = { count, resolve };
      timer = setTimeout(resolve, mostMs);
    });
    clearTimeout(timer);
  }

  end(): Arrival {
    this.stopListening();
    this.stalls.close();
    const times = this.heard.sort((a, b) => a.at - b.at);
    const segments = times.slice(0, -1).reduce((sum, one) => sum + one.segments, 0);
    const span = times.length > 1 ? times.at(-1)!.at - times[0]!.at : SECOND;
    const received = times.map((one) => ({ ...one, kind: 'mt.received', from: this.sender }) as MtReceived);
    return {
      texts: times.length,
      segmentsPerSecond: (segments * SECOND) / span,
      mostInASecond: certainSegmentsInASecond(received, this.sender, this.stalls.stalls),
      mostAsBooked: certainSegmentsInASecond(received, this.sender, []),
    };
  }
}

/** Jain's index of fairness: 1 when all have the same, 1/n when one has all. */
export function jain(values: readonly number[]): number {
  const sum = values.reduce((a, b) => a + b, 0);
  return values.length === 0 ? 0 : sum ** 2 / (values.length * values.reduce((a, b) => a + b ** 2, 0));
}
