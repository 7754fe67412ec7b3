import type { Command } from 'commander';
import type { CommandContext } from './command-context.js';

const EXAMPLES = `
Examples:
  $ npx parley schema dump            after a new migration: commit the file it changes
  $ npx parley schema dump --check    for CI: exit code 1 when the file differs
`;

export function schemaCommand(program: Command, context: CommandContext): void {
  program
    .command('schema')
    .description("the database's tables as SQL")
    .addHelpText('after', EXAMPLES)
    .command('dump')
    .description('write docs/schema.sql from the migrations, on a throw-away PostgreSQL')
    .option('--check', 'write nothing; fail when the file is not what the migrations make')
    .addHelpText('after', EXAMPLES)
    .action(async ({ check }: { check?: boolean }) => {
      const { dumpSchema } = await import('../schema/dump-schema.js');
      const changed = await dumpSchema(context, check ?? false);
      context.terminal.print(changed ? 'docs/schema.sql is written.' : 'docs/schema.sql is up to date.');
    });
}
