import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { CommandContext } from './command-context.js';

const STOP_WITHIN_MS = 60_000;

const EXAMPLES = `
Examples:
  $ npx parley stop
`;

export function stopCommand(program: Command, context: CommandContext): void {
  program
    .command('stop')
    .description('ask the running start to stop, and wait until it has')
    .option('--data-dir <folder>', 'where the running platform keeps its data', context.dataDir)
    .addHelpText('after', EXAMPLES)
    .action(async (options: { dataDir: string }) => {
      const { stopRunning } = await import('../platform/stop-running.js');
      const pid = await stopRunning(resolve(options.dataDir), STOP_WITHIN_MS);
      context.terminal.print(
        pid === undefined ? 'Parley is not running; there is nothing to stop.' : 'Stopped; the data is kept.',
      );
    });
}
