import type { Command } from 'commander';
import type { CampaignOptions, StartOptions } from '../mt/campaign.commands.js';
import type { HoldOptions } from '../mt/hold.commands.js';
import type { CommandContext } from './command-context.js';

const EXAMPLES = `
Examples:
  $ npx parley campaign start autumn-wool --program sweater-club --text "New wool is in."    how many it would reach
  $ npx parley campaign start autumn-wool --program sweater-club --text "New wool is in." --yes
  $ npx parley campaign start autumn-wool --program sweater-club --text "New wool is in." --list people.txt --yes
  $ npx parley campaign list
  $ npx parley campaign show autumn-wool
  $ npx parley campaign pause autumn-wool --why "the shop is down"
  $ npx parley campaign resume autumn-wool
  $ npx parley mt cancel --campaign autumn-wool --yes
`;

export function campaignCommand(program: Command, context: CommandContext): void {
  const campaign = program
    .command('campaign')
    .description('one text to many people')
    .addHelpText('after', EXAMPLES);
  const add = (name: string, description: string): Command =>
    campaign
      .command(name)
      .description(description)
      .option('--json', 'print JSON')
      .option('--data-dir <folder>', 'where the running platform keeps its data', context.dataDir)
      .addHelpText('after', EXAMPLES);
  add('start', 'send one text to who is in a program; counts them, and does it with --yes')
    .argument('<name>', 'lower-case letters, digits and hyphens')
    .requiredOption('--program <program>', 'the program it is sent under')
    .requiredOption('--text <text>', 'what everybody gets')
    .option('--list <file>', 'only to the numbers of a file, one a line')
    .option('--send-after <instant>', 'not before, as 2026-11-21T15:00:00Z')
    .option('--expires-at <instant>', 'not after')
    .option('--why <reason>', 'why, in words; the console shows it')
    .option('--yes', 'do it')
    .action(async (name: string, options: StartOptions) => {
      const { start } = await import('../mt/campaign.commands.js');
      await start(context, name, options);
    });
  add('list', 'campaigns and how far they have come, the newest first').action(
    async (options: CampaignOptions) => {
      const { list } = await import('../mt/campaign.commands.js');
      await list(context, undefined, options);
    },
  );
  add('show', 'what became of the texts of one')
    .argument('<name>', 'the name of the campaign')
    .action(async (name: string, options: CampaignOptions) => {
      const { show } = await import('../mt/campaign.commands.js');
      await show(context, name, options);
    });
  add('pause', 'nobody further is reached, and its texts wait')
    .argument('<name>', 'the name of the campaign')
    .requiredOption('--why <words>', 'kept, and shown to whoever finds it paused')
    .option('--by <name>', 'who pauses it; the user of this machine when absent')
    .action(async (name: string, options: HoldOptions) => {
      const { holdCampaign } = await import('../mt/hold.commands.js');
      await holdCampaign(context, name, true, options);
    });
  add('resume', 'it goes on where it stood')
    .argument('<name>', 'the name of the campaign')
    .option('--why <words>', 'kept')
    .option('--by <name>', 'who lets it go on; the user of this machine when absent')
    .action(async (name: string, options: HoldOptions) => {
      const { holdCampaign } = await import('../mt/hold.commands.js');
      await holdCampaign(context, name, false, options);
    });
}
