import { resolve } from 'node:path';
import type { Command } from 'commander';
import { defaultParleyFile, type CommandContext } from './command-context.js';

interface Options {
  dryRun?: boolean;
  reason?: string;
  json?: boolean;
  dataDir: string;
}

const EXAMPLES = `
Examples:
  $ npx parley apply --dry-run        what would change
  $ npx parley apply my-senders.yaml
`;

export function applyCommand(program: Command, context: CommandContext): void {
  program
    .command('apply')
    .description('check a parley.yaml as a whole, show what changes, and publish it to the running platform')
    .argument('[file]', 'the file; parley.yaml when absent')
    .option('--dry-run', 'only show what would change')
    .option('--reason <words>', 'why, kept with the version (parley keywords history)')
    .option('--json', 'print one JSON object')
    .option('--data-dir <folder>', 'where the running platform keeps its data', context.dataDir)
    .addHelpText('after', EXAMPLES)
    .action(async (file: string | undefined, { dryRun, reason, json, dataDir }: Options) => {
      const { terminal, environment } = context;
      const { RunningPlatform } = await import('../platform/running-platform.js');
      const { kafkaBrokers } = await RunningPlatform.find(resolve(dataDir), environment);
      const { kafkaClient } = await import('../platform/kafka.js');
      const { applyFile, printChanges } = await import('../platform/apply-file.js');
      const path = file === undefined ? defaultParleyFile(context) : resolve(file);
      const applied = await applyFile(kafkaClient(kafkaBrokers), path, { dryRun, reason });
      if (json) return terminal.print(JSON.stringify(applied, null, 2));
      terminal.write(printChanges(applied, terminal.colors.isColorSupported));
      if (applied.published) terminal.print(`Applied as revision ${applied.revision}.`);
      else if (applied.changes.length > 0) terminal.print('Nothing was published: this was a dry run.');
    });
}
