import type { Platform } from '../../tools/parley/platform.js';
import type { Random } from './random.js';

/** A fault that was brought about. */
export interface Injected {
  /** In a word or two, e.g. `kill -9 dispatcher`. */
  readonly what: string;
  /** Takes it away; resolves when the platform can do its job again. */
  heal(signal: AbortSignal): Promise<void>;
}

/** Something that goes wrong: one file of `faults/` each. A trial draws one, and the moment of it. */
export interface Fault {
  readonly name: string;
  /** Brings it about, at once. What is left to chance is drawn from `random`. */
  inject(platform: Platform, random: Random): Promise<Injected>;
}
