/** Within this time a second signal is the first one again: npm passes Ctrl-C on to who got it already. */
const ECHO_MS = 1_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Ctrl-C and its kin: the first asks for an orderly end, another one, at least a second later, forces it. */
export class Interrupts {
  private readonly asked = new AbortController();
  private firstAt: number | undefined;

  /** @param force called for each signal after the first */
  constructor(private readonly force: () => void) {
    for (const signal of SIGNALS) process.on(signal, this.receive);
  }

  /** Aborted by the first signal. */
  get signal(): AbortSignal {
    return this.asked.signal;
  }

  /** Resolves with the first signal, or when an end is asked for by `end`. */
  wait(): Promise<void> {
    if (this.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => this.signal.addEventListener('abort', () => resolve(), { once: true }));
  }

  /** As if a signal had come. */
  end(): void {
    this.firstAt ??= performance.now();
    this.asked.abort();
  }

  /** Signals do what they did before. */
  close(): void {
    for (const signal of SIGNALS) process.off(signal, this.receive);
  }

  private readonly receive = (): void => {
    if (this.firstAt === undefined) this.end();
    else if (performance.now() - this.firstAt > ECHO_MS) this.force();
  };
}
