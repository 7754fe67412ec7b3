import { createInterface, type Interface } from 'node:readline';
import { Writable } from 'node:stream';
import type { Interrupts } from '../terminal/interrupts.js';

/**
 * Enter on the terminal, each time it is waited for. Keys are taken one by one and shown nowhere: no empty lines
 * between the steps, and an Enter while a step is played is not one for the next. Ctrl-C, Ctrl-D and a terminal that
 * goes away are an end that is asked for, once; from then on keys do what they did before.
 */
export class EnterKey {
  private readonly lines: Interface;
  private waiting: { readonly resolve: () => void; readonly reject: (reason: unknown) => void } | undefined;

  constructor(
    private readonly leaving: Pick<Interrupts, 'signal' | 'end'>,
    input: NodeJS.ReadableStream = process.stdin,
  ) {
    this.lines = createInterface({ input, output: nowhere(), terminal: true, historySize: 0 });
    this.lines.on('line', () => this.waiting?.resolve());
    this.lines.on('SIGINT', () => this.lines.close());
    this.lines.on('close', () => leaving.end());
    leaving.signal.addEventListener('abort', () => this.waiting?.reject(leaving.signal.reason));
  }

  /** Resolves when Enter is pressed from now on. Rejects with the reason of `leaving` when that comes first. */
  async pressed(): Promise<void> {
    this.leaving.signal.throwIfAborted();
    try {
      await new Promise<void>((resolve, reject) => (this.waiting = { resolve, reject }));
    } finally {
      this.waiting = undefined;
    }
  }

  close(): void {
    this.lines.close();
  }
}

function nowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}
