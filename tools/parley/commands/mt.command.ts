import type { Command } from 'commander';
import type { CancelOptions } from '../mt/cancel.js';
import type { CommonOptions, ResolveOptions } from '../mt/texts.commands.js';
import type { CommandContext } from './command-context.js';

const EXAMPLES = `
Examples:
  $ npx parley mt cancel --id 0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20          how many would be called back
  $ npx parley mt cancel --subscriber +14155550101 --program sweater-club --yes
  $ npx parley mt cancel --campaign autumn-wool --why "wrong price" --yes
  $ npx parley mt show 0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20
  $ npx parley mt unknown list
  $ npx parley mt unknown resolve 0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20 --as delivered --why "seen in the carrier's log"
`;

export function mtCommand(program: Command, context: CommandContext): void {
  const mt = program
    .command('mt')
    .description('texts to people: call back what waits, see what became of one')
    .addHelpText('after', EXAMPLES);
  const add = (name: string, description: string, to = mt): Command =>
    to
      .command(name)
      .description(description)
      .option('--json', 'print JSON')
      .option('--data-dir <folder>', 'where the running platform keeps its data', context.dataDir)
      .addHelpText('after', EXAMPLES);
  add('cancel', 'call back texts that wait; counts them, and does it with --yes')
    .option('--id <id>', 'one text')
    .option('--campaign <name>', 'all of a campaign')
    .option('--subscriber <number>', 'all that waits for a person')
    .option('--sender <sender>', 'of those, what waits on this sender')
    .option('--program <program>', 'of those, what waits under this program')
    .option('--why <words>', 'kept with the order')
    .option('--yes', 'do it')
    .action(async (options: CancelOptions) => {
      const { cancel } = await import('../mt/cancel.js');
      await cancel(context, options);
    });
  add('show', 'all that is known of one text')
    .argument('<id>', 'the id of its mt.requested event')
    .action(async (id: string, options: CommonOptions) => {
      const { show } = await import('../mt/texts.commands.js');
      await show(context, id, options);
    });
  const unknown = mt
    .command('unknown')
    .description('texts that a carrier may have taken, and nobody knows')
    .addHelpText('after', EXAMPLES);
  add('list', 'what is unknown, the oldest first', unknown).action(async (options: CommonOptions) => {
    const { listUnknown } = await import('../mt/texts.commands.js');
    await listUnknown(context, options);
  });
  add('resolve', 'say what became of one', unknown)
    .argument('<id>', 'as list prints it')
    .option('--as <outcome>', 'delivered, undelivered, or resend: a new text, at the risk of a second copy')
    .option('--why <words>', 'on what grounds; kept')
    .option('--by <name>', 'who says so; the user of this machine when absent')
    .action(async (id: string, options: ResolveOptions) => {
      const { resolveUnknown } = await import('../mt/texts.commands.js');
      await resolveUnknown(context, id, options);
    });
}

const RECEIPT_EXAMPLES = `
Examples:
  $ npx parley receipts orphans
  $ npx parley receipts orphans --all --json    also those that found their text later
`;

export function receiptsCommand(program: Command, context: CommandContext): void {
  const receipts = program
    .command('receipts')
    .description('what carriers said of texts that are not ours or not known')
    .addHelpText('after', RECEIPT_EXAMPLES);
  receipts
    .command('orphans')
    .description('receipts that found no text, the newest first')
    .option('--all', 'also those that found one later')
    .option('--json', 'print JSON')
    .option('--data-dir <folder>', 'where the running platform keeps its data', context.dataDir)
    .addHelpText('after', RECEIPT_EXAMPLES)
    .action(async (options: CommonOptions & { all?: boolean }) => {
      const { listOrphans } = await import('../mt/texts.commands.js');
      await listOrphans(context, options);
    });
}

const RECIPIENT_EXAMPLES = `
Examples:
  $ npx parley recipients list
  $ npx parley recipients clear +14155550101
`;

export function recipientsCommand(program: Command, context: CommandContext): void {
  const recipients = program
    .command('recipients')
    .description('people who could not be reached several times in a row, and are given up')
    .addHelpText('after', RECIPIENT_EXAMPLES);
  const add = (name: string, description: string): Command =>
    recipients
      .command(name)
      .description(description)
      .option('--json', 'print JSON')
      .option('--data-dir <folder>', 'where the running platform keeps its data', context.dataDir)
      .addHelpText('after', RECIPIENT_EXAMPLES);
  add('list', 'who is given up, the newest first').action(async (options: CommonOptions) => {
    const { listGivenUp } = await import('../mt/texts.commands.js');
    await listGivenUp(context, options);
  });
  add('clear', 'text them again; a text of theirs does it too')
    .argument('<number>', "the person's number")
    .action(async (number: string, options: CommonOptions) => {
      const { clear } = await import('../mt/texts.commands.js');
      await clear(context, number, options);
    });
}
