import { resolve } from 'node:path';
import type { Command } from 'commander';
import { defaultParleyFile, type CommandContext } from './command-context.js';
import { examples } from './examples.js';

interface HistoryWishes {
  text?: boolean;
  json?: boolean;
  dataDir: string;
}

interface DryRunWishes {
  since: string;
  showNumbers?: boolean;
  json?: boolean;
  dataDir: string;
}

const HISTORY = [
  '  $ npx parley keywords history                                      every version, newest first\n',
  '  $ npx parley keywords history latest                               what it changed\n',
  '  $ npx parley keywords history 1f2a3b4c --text > parley.yaml        a version as it was applied\n',
] as const;
const DRY_RUN = [
  '  $ npx parley keywords dry-run parley.yaml --since 7d\n',
  '  $ npx parley keywords dry-run parley.yaml --since 2026-11-20T15:00Z --json\n',
] as const;

export function keywordsCommand(program: Command, context: CommandContext): void {
  const keywords = program
    .command('keywords')
    .description('what was applied when, and what a change of it would do to past texts')
    .addHelpText('after', examples(HISTORY[0], DRY_RUN[0]));
  keywords
    .command('history')
    .description('the versions of parley.yaml as they were applied')
    .argument('[revision]', 'one of them: its beginning, its last part, or "latest"')
    .option('--text', 'print the whole file of that revision')
    .option('--json', 'print JSON')
    .option('--data-dir <folder>', 'where the running platform keeps its data', context.dataDir)
    .addHelpText('after', examples(...HISTORY))
    .action(async (revision: string | undefined, { text = false, json = false, dataDir }: HistoryWishes) => {
      const { showHistory } = await import('../keywords/history.js');
      await showHistory({ context, dataDir: resolve(dataDir), revision, text, json });
    });
  keywords
    .command('dry-run')
    .description('replay past texts through a proposed file and list those that would come to something else')
    .argument('[file]', 'the file; parley.yaml when absent')
    .option('--since <time>', 'from then on: 30m, 12h, 7d or an instant; Kafka keeps 7 days', '7d')
    .option('--show-numbers', "print people's numbers as they are")
    .option('--json', 'print one JSON object')
    .option('--data-dir <folder>', 'where the running platform keeps its data', context.dataDir)
    .addHelpText('after', examples(...DRY_RUN))
    .action(async (file: string | undefined, wishes: DryRunWishes) => {
      const { sinceOf } = await import('../keywords/since.js');
      const { dryRun } = await import('../keywords/dry-run.js');
      await dryRun({
        context,
        dataDir: resolve(wishes.dataDir),
        file: file === undefined ? defaultParleyFile(context) : resolve(file),
        sinceMs: sinceOf(wishes.since, Date.now()),
        showNumbers: wishes.showNumbers ?? false,
        json: wishes.json ?? false,
      });
    });
}
