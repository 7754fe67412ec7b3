import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { CommandContext } from './command-context.js';

const EXAMPLES = `
Examples:
  $ npx parley keys rotate     a new wrapping key (of a file), and all people's keys under the newest one
`;

export function keysCommand(program: Command, context: CommandContext): void {
  program
    .command('keys')
    .description("the keys under which people's texts are sealed")
    .addHelpText('after', EXAMPLES)
    .command('rotate')
    .description(
      "wrap all people's keys under a new key; of Vault or AWS KMS under its newest (rotate it there before)",
    )
    .option('--json', 'print one JSON object')
    .option('--data-dir <folder>', 'where the running platform keeps its data', context.dataDir)
    .addHelpText('after', EXAMPLES)
    .action(async ({ json, dataDir }: { json?: boolean; dataDir: string }) => {
      const { rotateKeys } = await import('../erase/rotate-keys.js');
      const { RunningPlatform } = await import('../platform/running-platform.js');
      const platform = await RunningPlatform.find(resolve(dataDir), context.environment);
      const renewed = await rotateKeys(platform, platform.keyring);
      context.terminal.print(
        json ? JSON.stringify({ renewed }) : `${renewed} keys are wrapped anew; texts stay as they were.`,
      );
    });
}
