import type { Command } from 'commander';
import type { CommandContext } from './command-context.js';

const EXAMPLES = `
Examples:
  $ npm run demo
`;

export function demoCommand(program: Command, context: CommandContext): void {
  program
    .command('demo')
    .description('start a platform of its own, play the example conversation, check every reply, and stop')
    .addHelpText('after', EXAMPLES)
    .action(async () => {
      const { runDemo } = await import('../demo/run-demo.js');
      process.exitCode = await runDemo(context);
    });
}
