import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { CommandContext } from './command-context.js';

const EXAMPLES = `
Examples:
  $ npx parley status
  $ npx parley status --json
`;

export function statusCommand(program: Command, context: CommandContext): void {
  program
    .command('status')
    .description('say what runs, where, and whether each part is ready; exit code 1 when something is not')
    .option('--json', 'print one JSON object')
    .option('--data-dir <folder>', 'where the running platform keeps its data', context.dataDir)
    .addHelpText('after', EXAMPLES)
    .action(async (options: { json?: boolean; dataDir: string }) => {
      const { statusOf } = await import('../platform/status.js');
      const { terminal } = context;
      const status = await statusOf(resolve(options.dataDir));
      const allReady = status.running && status.parts.every(({ ready }) => ready);
      process.exitCode = allReady ? 0 : 1;
      if (options.json) return terminal.print(JSON.stringify(status, null, 2));
      if (!status.running) return terminal.print('Parley is not running: start it with "npm start".');
      for (const { name, ready, place, pid } of status.parts) {
        const sign = ready ? terminal.colors.green('✓') : terminal.colors.red('✗');
        const process = pid === undefined ? '' : terminal.colors.dim(`process ${pid}`);
        terminal.print(`${sign} ${name.padEnd(16)} ${place.padEnd(36)} ${process}`.trimEnd());
      }
    });
}
