import { createInterface } from 'node:readline/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { failure } from '../parley.error.js';
import type { CommandContext } from './command-context.js';

const EXAMPLES = `
Examples:
  $ npx parley reset          asks first
  $ npx parley reset --yes
`;

export function resetCommand(program: Command, context: CommandContext): void {
  program
    .command('reset')
    .description("remove all data: Kafka's, PostgreSQL's, logs and the simulator's ledger; not while it runs")
    .option('--yes', 'do not ask')
    .option('--data-dir <folder>', 'whose data', context.dataDir)
    .addHelpText('after', EXAMPLES)
    .action(async (options: { yes?: boolean; dataDir: string }) => {
      const dataDir = resolve(options.dataDir);
      if (!options.yes && !(await confirmed(dataDir))) throw failure.resetRefused();
      const { resetData } = await import('../platform/reset-data.js');
      await resetData(dataDir);
      context.terminal.print(`The data in ${dataDir} is removed; the next start begins with empty data.`);
    });
}

async function confirmed(dataDir: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const questions = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test(await questions.question(`Remove all data in ${dataDir}? [y/N] `));
  } finally {
    questions.close();
  }
}
