import type { Command } from 'commander';
import type { CommandContext } from './command-context.js';
import { examples } from './examples.js';

const EXAMPLES = {
  prove: '  $ npx parley consent prove +14155550101\n',
  verify:
    '  $ npx parley consent verify --json\n' +
    '  $ npx parley consent verify --no-kafka     the database alone: finds nobody who was removed as a whole\n',
  import: '  $ npx parley consent import people.csv --sender 12345 --program sweater-club --dry-run\n',
  deactivate: '  $ npx parley consent deactivate given-back.txt\n',
} as const;

interface Common {
  json?: boolean;
  dataDir: string;
}

interface ImportFlags extends Common {
  sender?: string;
  program?: string;
  action?: string;
  rejects?: string;
  dryRun?: boolean;
}

export function consentCommand(program: Command, context: CommandContext): void {
  const consent = program
    .command('consent')
    .description('prove and verify consents, import them, end those of numbers given back')
    .addHelpText('after', examples(...Object.values(EXAMPLES)));
  const add = (name: keyof typeof EXAMPLES, description: string): Command =>
    consent
      .command(name)
      .description(description)
      .option('--json', 'print one JSON object')
      .option('--data-dir <folder>', 'where the running platform keeps its data', context.dataDir)
      .addHelpText('after', examples(EXAMPLES[name]));

  add(
    'prove',
    'how a person stands with each program, since when and by what words, with the chain that proves it',
  )
    .argument('<number>', "the person's number")
    .action(async (number: string, options: Common) => {
      const { prove } = await import('../consent/consent.commands.js');
      await prove(context, number, options);
    });
  add('verify', 'check every chain of the consent ledger; ends with 1 when one is broken')
    .option('--no-kafka', 'do not compare with the consents that were published (consent.state)')
    .action(async (options: Common & { kafka: boolean }) => {
      const { verify } = await import('../consent/consent.commands.js');
      await verify(context, options);
    });
  add('import', 'ask for the consents of a CSV file; docs/consent.md names its columns')
    .argument('<file>', 'a CSV file with a header')
    .option('--sender <sender>', 'for rows without one')
    .option('--program <program>', 'for rows without one')
    .option('--action <action>', 'for rows without one: opt_in or opt_out', 'opt_in')
    .option('--rejects <file>', 'where rows go that were not taken; FILE.rejects.csv when absent')
    .option('--dry-run', 'only check the file')
    .action(async (file: string, options: ImportFlags) => {
      const { importConsents } = await import('../consent/consent.commands.js');
      await importConsents(context, file, options);
    });
  add('deactivate', 'end all consents of numbers that were given back; no text is sent to them')
    .argument('<file>', 'a number a line')
    .option('--dry-run', 'only check the file')
    .action(async (file: string, options: ImportFlags) => {
      const { deactivate } = await import('../consent/consent.commands.js');
      await deactivate(context, file, options);
    });
}
