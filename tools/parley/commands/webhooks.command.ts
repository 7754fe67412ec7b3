import type { Command } from 'commander';
import type { RedeliverOptions, WebhookOptions } from '../webhooks/webhooks.commands.js';
import type { CommandContext } from './command-context.js';
import { examples } from './examples.js';

const EXAMPLES = {
  list: '  $ npx parley webhooks list\n',
  test: '  $ npx parley webhooks test web-shop\n',
  enable: '  $ npx parley webhooks enable web-shop\n',
  redeliver:
    '  $ npx parley webhooks redeliver web-shop               what failed\n' +
    '  $ npx parley webhooks redeliver web-shop --since 6h    all of it, also what was delivered\n',
  secret: '  $ npx parley webhooks secret\n',
} as const;

export function webhooksCommand(program: Command, context: CommandContext): void {
  const webhooks = program
    .command('webhooks')
    .description('endpoints that are told of events by HTTP: how they stand, test them, tell them again')
    .addHelpText('after', examples(...Object.values(EXAMPLES)));
  const add = (name: keyof typeof EXAMPLES, description: string): Command =>
    webhooks.command(name).description(description).addHelpText('after', examples(EXAMPLES[name]));
  const onPlatform = (name: keyof typeof EXAMPLES, description: string): Command =>
    add(name, description)
      .option('--json', 'print JSON')
      .option('--data-dir <folder>', 'where the running platform keeps its data', context.dataDir);

  onPlatform('list', 'every endpoint: where it is, how it stands, what waits').action(
    async (options: WebhookOptions) => {
      const { list } = await import('../webhooks/webhooks.commands.js');
      await list(context, options);
    },
  );
  onPlatform('test', 'send one event for trying and say what was answered; ends with 1 when it fails')
    .argument('<name>', 'as in parley.yaml')
    .action(async (name: string, options: WebhookOptions) => {
      const { test } = await import('../webhooks/webhooks.commands.js');
      await test(context, name, options);
    });
  onPlatform('enable', 'tell an endpoint again that was disabled as it failed for long')
    .argument('<name>', 'as in parley.yaml')
    .action(async (name: string, options: WebhookOptions) => {
      const { enable } = await import('../webhooks/webhooks.commands.js');
      await enable(context, name, options);
    });
  onPlatform('redeliver', 'send again what failed, or what was delivered too')
    .argument('<name>', 'as in parley.yaml')
    .option('--event <id>', 'this one, by its webhook-id')
    .option('--since <time>', 'all since then: 90m, 6h, 2d or 2026-11-20T15:00:00Z')
    .action(async (name: string, options: RedeliverOptions) => {
      const { redeliver } = await import('../webhooks/webhooks.commands.js');
      await redeliver(context, name, options);
    });
  add('secret', 'print a new secret, for WEBHOOK_SECRETS and the receiver').action(async () => {
    const { secret } = await import('../webhooks/webhooks.commands.js');
    secret(context);
  });
}
