import type { StoredSpan } from '@parley/persistence';

/** A trace that another follows from, as its spans link to it. */
export interface LinkedTrace {
  readonly traceId: string;
  /** When it began, µs since the epoch; undefined where it is not kept. */
  readonly startUs: number | undefined;
}

/** Which trace follows from which, as a turn does from the one before; and to which submit a receipt belongs. */
export class TraceLinks {
  private readonly spans: ReadonlyMap<string, StoredSpan>;

  constructor(private readonly all: readonly StoredSpan[]) {
    this.spans = new Map(all.map((span) => [`${span.traceId}/${span.spanId}`, span]));
  }

  /** The traces that one follows from, in the order of its spans. */
  of(traceId: string): LinkedTrace[] {
    const links = this.all.filter((span) => span.traceId === traceId).flatMap((span) => span.links);
    const linked = new Set(links.map((link) => link.split('/')[0]!).filter((each) => each !== traceId));
    return [...linked].map((each) => {
      const starts = this.all.filter((span) => span.traceId === each).map(({ startUs }) => startUs);
      return { traceId: each, startUs: starts.length === 0 ? undefined : Math.min(...starts) };
    });
  }

  /** For what a receipt came to: the submits of its text, where they are kept; for other spans none. */
  submitsOf({ links }: StoredSpan): StoredSpan[] {
    return links.flatMap((link) => {
      const behind = this.spans.get(link);
      return behind?.name.startsWith('submit ') === true ? [behind] : [];
    });
  }
}
