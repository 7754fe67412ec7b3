import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { CommandContext } from './command-context.js';

const EXAMPLES = `
Examples:
  $ npx parley migrate
  $ DATABASE_URL=postgres://user:password@host/parley npx parley migrate
`;

export function migrateCommand(program: Command, context: CommandContext): void {
  program
    .command('migrate')
    .description("bring the database's tables to this version")
    .option('--json', 'print one JSON array of the migrations applied')
    .option('--data-dir <folder>', 'where the running platform keeps its data', context.dataDir)
    .addHelpText('after', EXAMPLES)
    .action(async (options: { json?: boolean; dataDir: string }) => {
      const { terminal, environment } = context;
      const { RunningPlatform } = await import('../platform/running-platform.js');
      const { databaseUrl } = await RunningPlatform.find(resolve(options.dataDir), environment);
      const { migrateAll } = await import('../platform/migrations.js');
      const applied = await migrateAll(databaseUrl);
      if (options.json) return terminal.print(JSON.stringify(applied, null, 2));
      for (const name of applied) terminal.print(`${terminal.colors.green('+')} ${name}`);
      terminal.print(
        applied.length === 0 ? 'All tables are there.' : `${applied.length} migrations applied.`,
      );
    });
}
