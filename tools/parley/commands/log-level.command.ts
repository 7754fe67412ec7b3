import { resolve } from 'node:path';
import type { Command } from 'commander';
import { failure } from '../parley.error.js';
import { allServices, type ServiceName } from '../platform/services.js';
import type { CommandContext } from './command-context.js';

interface Options {
  dataDir: string;
}

const EXAMPLES = `
Examples:
  $ npx parley log-level dispatcher          what it logs now
  $ npx parley log-level dispatcher debug    a line per batch, from now on until it ends
  $ npx parley log-level all info            as it was
`;

export function logLevelCommand(program: Command, context: CommandContext): void {
  program
    .command('log-level')
    .description('show or change how much a running service logs')
    .argument('<service>', `${allServices.join(', ')}, or all`)
    .argument('[level]', 'trace, debug, info, warn, error or silent')
    .option('--data-dir <folder>', 'where the running platform keeps its data', context.dataDir)
    .addHelpText('after', EXAMPLES)
    .action((service: string, level: string | undefined, options: Options) =>
      logLevel(context, service, level, options),
    );
}

async function logLevel(
  { terminal, environment }: CommandContext,
  service: string,
  level: string | undefined,
  { dataDir }: Options,
): Promise<void> {
  const names = service === 'all' ? allServices : allServices.filter((name) => name === service);
  if (names.length === 0) throw failure.serviceUnknown(service, allServices);
  const { RunningPlatform } = await import('../platform/running-platform.js');
  const platform = await RunningPlatform.find(resolve(dataDir), environment);
  for (const name of names)
    terminal.print(`${name.padEnd(16)} ${await ask(name, platform.urlOf(name), level)}`);
}

async function ask(name: ServiceName, url: string, level: string | undefined): Promise<string> {
  const query = level === undefined ? '' : `?level=${encodeURIComponent(level)}`;
  const answer = await fetch(`${url}/log-level${query}`, {
    method: level === undefined ? 'GET' : 'PUT',
  }).catch(() => {
    throw failure.serviceAway(name, url);
  });
  const text = await answer.text();
  if (!answer.ok) throw failure.serviceRefused(text);
  const now = JSON.parse(text) as { level: string; before?: string };
  return now.before === undefined || now.before === now.level ? now.level : `${now.before} → ${now.level}`;
}
