import { resolve } from 'node:path';
import type { Command } from 'commander';
import { defaultParleyFile, type CommandContext } from './command-context.js';

interface Options {
  dataDir: string;
  fresh?: boolean;
  file?: string;
}

const EXAMPLES = `
Examples:
  $ npm start                          everything on this machine, its data kept in .parley/
  $ npx parley start --fresh           with empty data
  $ PARLEY_PORT_BASE=9000 npm start    on the ports from 9000 on

An unchanged parley.yaml is not applied again over what was published since, at the console or from
another file; "npx parley apply" goes back to it.
`;

export function startCommand(program: Command, context: CommandContext): void {
  program
    .command('start')
    .description('start Kafka, PostgreSQL, the carrier simulator and the services; Ctrl-C stops them')
    .option('--data-dir <folder>', 'where the data lies', context.dataDir)
    .option('--fresh', 'remove the data of earlier runs first')
    .option('--file <parley.yaml>', 'what to apply before the services start, whatever was published since')
    .addHelpText('after', EXAMPLES)
    .action(async ({ dataDir, fresh, file }: Options) => {
      const { runUntilStopped } = await import('../start/run-until-stopped.js');
      process.exitCode = await runUntilStopped({
        terminal: context.terminal,
        environment: context.environment,
        dataDir: resolve(dataDir),
        fresh: fresh ?? false,
        parleyFile: file === undefined ? defaultParleyFile(context) : resolve(file),
        takesBack: file !== undefined,
      });
    });
}
