import { Injectable } from '@nestjs/common';
import { nameKey, type MessageName } from './carrier-messages.store.js';

/**
 * What carriers called texts that this process has sent and not kept yet. A receipt that is quicker waits for it here, some
 * hundred ms at most: kept as one of a text that nobody knows it would be looked for, published and taken once more
 * (measured: three of four by SMPP, when the dispatcher has all it can do).
 */
@Injectable()
export class UnnotedNames {
  private readonly names = new Set<string>();
  private waiting: (() => void)[] = [];

  /** A carrier took texts; they are about to be kept under these names. */
  begin(names: readonly MessageName[]): void {
    for (const name of names) this.names.add(nameKey(name));
  }

  /** They are kept, or will not be. */
  end(names: readonly MessageName[]): void {
    for (const name of names) this.names.delete(nameKey(name));
    const waiting = this.waiting;
    this.waiting = [];
    for (const look of waiting) look();
  }

  /** Resolves once none of these is about to be kept. */
  async kept(names: readonly MessageName[]): Promise<void> {
    const keys = names.map(nameKey);
    while (keys.some((key) => this.names.has(key)))
      await new Promise<void>((resolve) => this.waiting.push(resolve));
  }
}
