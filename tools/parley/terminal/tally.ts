import type { Terminal } from './terminal.js';

const EVERY_MS = 1_000;

/**
 * How far long work is, on standard error, so that the result stays alone on standard output: nothing in the first
 * second, then a line a second.
 */
export class Tally {
  private done = 0;
  private told = false;
  private nextAt = performance.now() + EVERY_MS;

  constructor(
    private readonly terminal: Terminal,
    /** Such as `texts read`. */
    private readonly what: string,
    private readonly total: number,
  ) {}

  count(): void {
    this.done += 1;
    if (performance.now() < this.nextAt) return;
    this.nextAt = performance.now() + EVERY_MS;
    this.told = true;
    this.say();
  }

  /** The last line, where there were others. */
  end(): void {
    if (this.told) this.say();
  }

  private say(): void {
    const share = this.total === 0 ? 100 : Math.floor((100 * this.done) / this.total);
    const [done, total] = [this.done, this.total].map((number) => number.toLocaleString('en-US'));
    this.terminal.note(`… ${done} of ${total} ${this.what} (${share}%)`);
  }
}
