/** Who looks meanwhile is given the same answer: ten people cost no more than one. */
const FRESH_MS = 1_500;
/** What is costly to know is asked for less often: at most a twentieth of the time goes into it. */
const TIMES_ITS_COST = 20;

/** Answers that are asked of the database once for all who look. */
export class AskedOnce {
  private readonly kept = new Map<string, { until: number; answer: Promise<unknown> }>();

  /** @param most how many names are kept */
  constructor(
    private readonly most = 100,
    private readonly now = (): number => performance.now(),
  ) {}

  of<T>(name: string, ask: () => Promise<T>): Promise<T> {
    const began = this.now();
    const kept = this.kept.get(name);
    if (kept !== undefined && began < kept.until) return kept.answer as Promise<T>;
    if (this.kept.size >= this.most) this.kept.clear();
    const answer = ask();
    const entry = { until: Infinity, answer };
    this.kept.set(name, entry);
    answer.then(
      () => (entry.until = this.now() + Math.max(FRESH_MS, (this.now() - began) * TIMES_ITS_COST)),
      () => this.kept.delete(name),
    );
    return answer;
  }
}
