import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { CommandContext } from './command-context.js';

interface Options {
  since: string;
  who?: string;
  what?: string;
  json?: boolean;
  dataDir: string;
}

const EXAMPLES = `
Examples:
  $ npx parley audit --since 1d
  $ npx parley audit --since 30d --who kim --what letters.redrive --json
`;

export function auditCommand(program: Command, context: CommandContext): void {
  program
    .command('audit')
    .description('who changed what at the console, and what was refused')
    .option('--since <time>', 'from then on: 30m, 12h, 7d, or an instant', '1d')
    .option('--who <name>', 'only what this key or person did')
    .option('--what <word>', 'only where the action, its target, its code or its reason holds this')
    .option('--json', 'print one JSON array')
    .option('--data-dir <folder>', 'where the running platform keeps its data', context.dataDir)
    .addHelpText('after', EXAMPLES)
    .action((options: Options) => list(context, options));
}

async function list({ terminal, environment }: CommandContext, options: Options): Promise<void> {
  const { sinceOf } = await import('../keywords/since.js');
  const since = sinceOf(options.since, Date.now());
  const { RunningPlatform } = await import('../platform/running-platform.js');
  const platform = await RunningPlatform.find(resolve(options.dataDir), environment);
  const { auditSince } = await import('../audit/audit.reader.pg.js');
  const lines = await auditSince(platform, since, options.who, options.what);
  if (options.json) return terminal.print(JSON.stringify(lines, null, 2));
  if (lines.length === 0) return terminal.print('Nobody changed anything at the console.');
  for (const { at, who, roles, action, target, outcome, code, why } of lines) {
    const ended = outcome === 'ok' ? terminal.colors.green('ok') : terminal.colors.yellow(code ?? outcome);
    const said = why === null ? '' : `  “${why}”`;
    terminal.print(`${at}  ${who} (${roles.join(', ')})  ${action}  ${target ?? ''}  ${ended}${said}`);
  }
}
