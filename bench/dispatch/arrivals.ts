import type { InboxMessage, Simulator } from '../../tools/simulator/index.js';

const SECOND = 1_000_000;

/** What a sender's texts looked like where they arrived. */
export interface Arrival {
  readonly texts: number;
  readonly segmentsPerSecond: number;
  /** The most segments in any sliding second. */
  readonly mostInASecond: number;
}

/** Listens for a sender's texts at the carrier. */
export class Arrivals {
  private readonly heard: InboxMessage[] = [];
  private readonly stopListening: () => void;
  private waiting: { readonly count: number; readonly resolve: () => void } | undefined;

  constructor(simulator: Simulator, sender: string) {
    this.stopListening = simulator.onMt((message) => {
      if (message.from !== sender) return;
      this.heard.push(message);
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
    const times = this.heard.map(({ at, segments }) => ({ at, segments })).sort((a, b) => a.at - b.at);
    const segments = times.slice(0, -1).reduce((sum, one) => sum + one.segments, 0);
    const span = times.length > 1 ? times.at(-1)!.at - times[0]!.at : SECOND;
    let [most, within, first] = [0, 0, 0];
    for (const one of times) {
      within += one.segments;
      for (; times[first]!.at <= one.at - SECOND; first += 1) within -= times[first]!.segments;
      most = Math.max(most, within);
    }
    return { texts: times.length, segmentsPerSecond: (segments * SECOND) / span, mostInASecond: most };
  }
}

/** Jain's index of fairness: 1 when all have the same, 1/n when one has all. */
export function jain(values: readonly number[]): number {
  const sum = values.reduce((a, b) => a + b, 0);
  return values.length === 0 ? 0 : sum ** 2 / (values.length * values.reduce((a, b) => a + b ** 2, 0));
}
