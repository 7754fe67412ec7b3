import { createInterface, type Interface } from 'node:readline';
import { ParleyError } from '../parley.error.js';
import type { Colors, Terminal } from '../terminal/terminal.js';
import type { ChatSession } from './chat-session.js';

/** A person who types into a chat: what comes meanwhile goes above the line that is being typed. */
export class TypingHand implements Pick<Terminal, 'colors' | 'print'> {
  private lines: Interface | undefined;

  constructor(private readonly terminal: Terminal) {}

  get colors(): Colors {
    return this.terminal.colors;
  }

  readonly print = (line = ''): void => {
    if (this.lines === undefined) return this.terminal.print(line);
    this.terminal.write(`\r\x1b[0J${line}\n`);
    this.lines.prompt(true);
  };

  /** Resolves when the person leaves. Rejects with what ends a chat. */
  async type(session: ChatSession): Promise<void> {
    this.print(this.colors.dim('Type what you would text. /help tells the rest, /quit or Ctrl-C leaves.'));
    const lines = createInterface({ input: process.stdin, output: process.stdout, terminal: true });
    this.lines = lines;
    const ask = (): void => {
      lines.setPrompt(this.colors.dim(`${session.place}  `));
      lines.prompt(true);
    };
    ask();
    try {
      await new Promise<void>((leave, fail) => {
        lines.on('line', (line) => {
          lines.prompt();
          session
            .take(line)
            .catch((error: unknown) => this.said(error))
            .then((goOn) => (goOn ? ask() : leave()), fail);
        });
        lines.on('SIGINT', () => leave());
        lines.on('close', () => leave());
      });
    } finally {
      this.lines = undefined;
      lines.close();
      this.terminal.print();
    }
  }

  /** A number that is none, or a text that the simulator did not take, ends no chat. */
  private said(error: unknown): true {
    if (!(error instanceof ParleyError)) throw error;
    this.print(this.colors.red(`${error.code} ${error.message}`));
    return true;
  }
}
