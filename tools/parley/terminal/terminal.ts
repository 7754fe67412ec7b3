import pc from 'picocolors';

export type Colors = ReturnType<typeof pc.createColors>;

/** Where people read: results on standard output, everything else on standard error. */
export interface Terminal {
  /** Colours, or none: NO_COLOR, `--no-color` and pipes are honoured. */
  readonly colors: Colors;
  /** Somebody watches standard output, so that lines may be redrawn. */
  readonly interactive: boolean;
  /** How wide the window is now; undefined where there is none. */
  readonly columns?: number | undefined;
  /** A line of the result. */
  print(line?: string): void;
  /** A line about the work. */
  note(line: string): void;
  /** Raw, for redrawing. */
  write(text: string): void;
}

export const terminal: Terminal = {
  colors: pc.createColors(pc.isColorSupported && Boolean(process.stdout.isTTY)),
  interactive: Boolean(process.stdout.isTTY),
  get columns() {
    return process.stdout.isTTY ? process.stdout.columns || undefined : undefined;
  },
  print: (line = '') => void process.stdout.write(`${line}\n`),
  note: (line) => void process.stderr.write(`${line}\n`),
  write: (text) => void process.stdout.write(text),
};
