import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Environment } from '../environment.js';
import type { Terminal } from '../terminal/terminal.js';

/** What every command gets: where it works and with whom it talks. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly environment: Environment;
  /** The installation's root. */
  readonly root: string;
  /** `.parley` of the installation. */
  readonly dataDir: string;
}

/** The parley.yaml of the working folder, and the installation's own where there is none. */
export function defaultParleyFile(context: CommandContext): string {
  const here = resolve('parley.yaml');
  return existsSync(here) ? here : join(context.root, 'parley.yaml');
}
