/** Texts that have their slot and wait until the line to their carrier is free: one at a time, in the order of asking. */
export class LineQueue {
  private readonly turns = new Set<() => void>();

  /** Resolves when it is this text's turn, or after `mostMs` without one. */
  turn(mostMs: number): Promise<void> {
    return new Promise((resolve) => {
      const come = (): void => {
        clearTimeout(timer);
        this.turns.delete(come);
        resolve();
      };
      const timer = setTimeout(come, mostMs);
      this.turns.add(come);
    });
  }

  /** The line is free for one: whoever has waited longest looks again. */
  next(): void {
    for (const come of this.turns) return come();
  }
}
