import type { Command } from 'commander';
import type { ExportOptions } from '../person/export-person.js';
import type { CommandContext } from './command-context.js';
import { examples } from './examples.js';

const EXPORT =
  '  $ npx parley person export +14155550101                       what there is, in rows\n' +
  '  $ npx parley person export +14155550101 --json > person.json  all of it\n';

export function personCommand(program: Command, context: CommandContext): void {
  const person = program
    .command('person')
    .description('what is kept about a person')
    .addHelpText('after', examples(EXPORT));
  person
    .command('export')
    .description('all that the platform holds about a number, for who asks to see it (GDPR, article 15)')
    .argument('<number>', "the person's number")
    .option('--json', 'print one JSON document with all of it')
    .option('--data-dir <folder>', 'where the running platform keeps its data', context.dataDir)
    .addHelpText('after', examples(EXPORT))
    .action(async (number: string, options: ExportOptions) => {
      const { exportPerson } = await import('../person/export-person.js');
      await exportPerson(context, number, options);
    });
}
