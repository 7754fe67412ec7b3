import { resolve } from 'node:path';
import type { CommandContext } from '../commands/command-context.js';
import { RunningPlatform } from '../platform/running-platform.js';
import { Progress } from '../terminal/progress.js';
import { sealHouse, type Sealed } from './seal-house.pg.js';

export interface SealOptions {
  readonly yes?: boolean;
  readonly json?: boolean;
  readonly dataDir: string;
}

/** `parley seal`: says what is kept in the clear, and seals it with `--yes`. */
export async function seal({ terminal, environment }: CommandContext, options: SealOptions): Promise<void> {
  const { yes = false, json = false } = options;
  const house = await RunningPlatform.find(resolve(options.dataDir), environment);
  const { step } = new Progress(terminal);
  const found = await sealHouse(house, yes, (table, rows) => {
    if (json) return;
    if (rows === undefined) step(table, 'start');
    else step(table, 'done', `${rows} rows`);
  });
  if (json) return terminal.print(JSON.stringify({ ...found, sealed: yes }));
  if (yes)
    return terminal.print(
      `The numbers of ${found.people} people, and words, rest sealed. Start the services.`,
    );
  for (const line of linesOf(found)) terminal.print(line);
  terminal.print('Nothing is sealed yet: make a backup, stop all services, and add --yes.');
}

function linesOf({ people, rows }: Sealed): string[] {
  const tables = Object.entries(rows).map(([table, count]) => `${String(count).padStart(10)} ${table}`);
  return [`In the clear, of ${people} people, rows:`, ...tables];
}
