import type { Command } from 'commander';
import type { CommandContext } from './command-context.js';

const EXAMPLES = `
Examples:
  $ npx parley api-key web-shop --role compliance
  $ PARLEY_API_KEY=pk_… npx parley cases list

The key is shown once. Put the JSON into "keys" of PARLEY_API_ACCESS, and take it out there to revoke the key:
  PARLEY_API_ACCESS='{"keys":[{"name":"web-shop","hash":"sha256:…","roles":["compliance"]}]}'
`;

export function apiKeyCommand(program: Command, context: CommandContext): void {
  program
    .command('api-key <name>')
    .description("make a key for the services' HTTP APIs")
    .requiredOption('--role <role...>', 'viewer, agent, compliance, operator or admin')
    .addHelpText('after', EXAMPLES)
    .action(async (name: string, options: { role: string[] }) => {
      const { makeApiKey } = await import('../access/make-api-key.js');
      makeApiKey(context.terminal, name, options.role);
    });
}
