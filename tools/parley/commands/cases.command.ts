import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { CommandContext } from './command-context.js';
import { examples } from './examples.js';

interface Options {
  state: string;
  agent?: string;
  release?: boolean;
  json?: boolean;
  dataDir: string;
}

const CASE = '5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b10';
const EXAMPLES = {
  list: '  $ npx parley cases list\n',
  show: `  $ npx parley cases show ${CASE}\n`,
  reply: `  $ npx parley cases reply ${CASE} We send you a new one. --release\n`,
  release: `  $ npx parley cases release ${CASE}\n`,
} as const;

export function casesCommand(program: Command, context: CommandContext): void {
  const cases = program
    .command('cases')
    .description('conversations that people have taken over from automation')
    .addHelpText('after', examples(...Object.values(EXAMPLES)));
  const add = (name: keyof typeof EXAMPLES, description: string): Command =>
    cases
      .command(name)
      .description(description)
      .option('--json', 'print JSON')
      .option('--data-dir <folder>', 'where the running platform keeps its data', context.dataDir)
      .addHelpText('after', examples(EXAMPLES[name]));
  add('list', 'who waits for a person, the longest first')
    .option('--state <state>', 'open or closed', 'open')
    .action(async (options: Options) => (await desk(context, options)).list(options.state));
  add('show', 'one case, and what was said in it')
    .argument('<id>', 'as list prints it')
    .action(async (id: string, options: Options) => (await desk(context, options)).show(id));
  add('reply', 'answer as an agent')
    .argument('<id>', 'as list prints it')
    .argument('<text...>', 'what the person gets')
    .option('--agent <name>', 'who answers')
    .option('--release', 'and give the conversation back to automation')
    .action(async (id: string, words: string[], options: Options) =>
      (await desk(context, options)).reply(id, words.join(' '), options),
    );
  add('release', 'give the conversation back to automation')
    .argument('<id>', 'as list prints it')
    .action(async (id: string, options: Options) => (await desk(context, options)).release(id));
}

async function desk({ terminal, environment }: CommandContext, { dataDir, json }: Options) {
  const { RunningPlatform } = await import('../platform/running-platform.js');
  const { CasesDesk } = await import('../cases/cases-desk.js');
  const platform = await RunningPlatform.find(resolve(dataDir), environment);
  return new CasesDesk(platform.urlOf('keyword-router'), terminal, json ?? false);
}
