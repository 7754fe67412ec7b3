import type { Terminal } from './terminal.js';

const WIDTH = 30;
const EVERY_MS = 100;

/** A bar that grows, on one line; nothing where nobody watches. */
export class Bar {
  private drawnAt = Number.NEGATIVE_INFINITY;
  private drawn = false;

  constructor(private readonly terminal: Terminal) {}

  /** `share` from 0 to 1. Redrawn ten times a second at most. */
  show(share: number, detail: string): void {
    const now = performance.now();
    if (!this.terminal.interactive || now - this.drawnAt < EVERY_MS) return;
    this.drawnAt = now;
    this.drawn = true;
    const full = Math.round(Math.min(1, Math.max(0, share)) * WIDTH);
    const bar = '█'.repeat(full) + '░'.repeat(WIDTH - full);
    this.terminal.write(`\r\x1b[2K${this.terminal.colors.cyan(bar)} ${detail}`);
  }

  /** Takes it away. */
  end(): void {
    if (this.drawn) this.terminal.write('\r\x1b[2K');
  }
}
