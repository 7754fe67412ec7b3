import { createInterface, type Interface } from 'node:readline';

/** Enter on the terminal, as often as it is waited for. */
export class EnterKey {
  private readonly lines: Interface = createInterface({ input: process.stdin });
  private readonly typed = this.lines[Symbol.asyncIterator]();

  /** Resolves when Enter is pressed; when input has ended, at once. */
  async pressed(): Promise<void> {
    await this.typed.next();
  }

  close(): void {
    this.lines.close();
  }
}
