import { setTimeout as pause } from 'node:timers/promises';
import { failure, type ParleyError } from '../parley.error.js';
import type { Death } from './service-process.js';

export interface SupervisorOptions {
  /** Starts a service again; rejects when it does not become ready. */
  restart(name: string): Promise<void>;
  onDeath(death: Death): void;
  onBack(name: string): void;
  /** It died too often. */
  onGiveUp(error: ParleyError): void;
  logOf(name: string): string;
  signal: AbortSignal;
  /** How long before each try, ms; a second when absent. */
  restartAfterMs?: number;
}

const MOST_RESTARTS = 5;
const RESTART_AFTER_MS = 1_000;
/** A service that lived this long is sound: its count begins anew. */
const SOUND_AFTER_MS = 60_000;

interface Count {
  restarts: number;
  lastAt: number;
}

/** Starts services that died again, once a second, up to five times. */
export class Supervisor {
  private readonly counts = new Map<string, Count>();

  constructor(private readonly o: SupervisorOptions) {}

  /** Fits the platform's `onDeath`. */
  readonly died = (death: Death): void => {
    if (this.o.signal.aborted) return;
    this.o.onDeath(death);
    void this.bringBack(death.name);
  };

  private async bringBack(name: string): Promise<void> {
    const count = this.countOf(name);
    while (count.restarts < MOST_RESTARTS) {
      count.restarts += 1;
      await pause(this.o.restartAfterMs ?? RESTART_AFTER_MS);
      if (this.o.signal.aborted) return;
      try {
        await this.o.restart(name);
        count.lastAt = performance.now();
        return this.o.onBack(name);
      } catch {
        if (this.o.signal.aborted) return;
      }
    }
    this.o.onGiveUp(failure.serviceDied(name, count.restarts + 1, this.o.logOf(name)));
  }

  private countOf(name: string): Count {
    const known = this.counts.get(name);
    if (known !== undefined && performance.now() - known.lastAt < SOUND_AFTER_MS) return known;
    const count = { restarts: 0, lastAt: performance.now() };
    this.counts.set(name, count);
    return count;
  }
}
