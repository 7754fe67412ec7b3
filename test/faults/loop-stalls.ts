import { nowMicros } from '../../tools/simulator/micros.js';
import type { Stall } from './judge/certain-rate.js';

const TICK_MS = 4;
/** A tick this late says that nothing was read from the sockets meanwhile, microseconds. */
const STALL = 10_000;

/**
 * Notes when this process's event loop was held up: the simulator runs in it, and books what arrived meanwhile too
 * late. On a busy machine that is daily life, and no fault of who sent.
 */
export class LoopStalls {
  readonly stalls: Stall[] = [];
  private last = nowMicros();
  private readonly timer = setInterval(() => this.tick(), TICK_MS);

  close(): void {
    clearInterval(this.timer);
  }

  private tick(): void {
    const now = nowMicros();
    if (now - this.last >= STALL) this.stalls.push({ from: this.last, to: now });
    this.last = now;
  }
}
