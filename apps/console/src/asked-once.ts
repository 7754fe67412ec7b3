/** Who looks meanwhile is given the same answer: ten people cost no more than one. */
const FRESH_MS = 1_500;
/** Names that are kept. */
const MOST = 100;

/** Answers that are asked of the database once for all who look. */
export class AskedOnce {
  private readonly kept = new Map<string, { until: number; answer: Promise<unknown> }>();

  /** @param timesItsCost how long an answer is fresh at least, in times that it took: 20 spends a twentieth on asking */
  constructor(
    private readonly timesItsCost = 0,
    private readonly now = (): number => performance.now(),
  ) {}

  of<T>(name: string, ask: () => Promise<T>): Promise<T> {
    const began = this.now();
    const kept = this.kept.get(name);
    if (kept !== undefined && began < kept.until) return kept.answer as Promise<T>;
    if (this.kept.size >= MOST) this.kept.clear();
    const answer = ask();
    const entry = { until: Infinity, answer };
    this.kept.set(name, entry);
    answer.then(
      () => (entry.until = this.now() + Math.max(FRESH_MS, (this.now() - began) * this.timesItsCost)),
      () => this.kept.delete(name),
    );
    return answer;
  }
}
