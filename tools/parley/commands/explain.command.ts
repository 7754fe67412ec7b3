import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { CommandContext } from './command-context.js';

interface Options {
  file?: string;
  about?: string;
  json?: boolean;
  dataDir: string;
}

const EXAMPLES = `
Examples:
  $ npx parley explain 12345 "stop pls"
  $ npx parley explain 12345 size 44 --file parley.yaml    from a file, with nothing running
  $ npx parley explain 12345 STOP --about sweater-club     in a conversation about a program
`;

export function explainCommand(program: Command, context: CommandContext): void {
  program
    .command('explain')
    .description(
      'say what a text to a sender means: by which rule and version, and what else would have matched',
    )
    .argument('<sender>', 'our number, as in parley.yaml')
    .argument('<text...>', 'what a person would write')
    .option('--file <parley.yaml>', 'ask this file; the running platform when absent')
    .option('--about <program>', 'the program that the conversation was last about')
    .option('--json', 'print one JSON object')
    .option('--data-dir <folder>', 'where the running platform keeps its data', context.dataDir)
    .addHelpText('after', EXAMPLES)
    .action(async (sender: string, words: string[], options: Options) => {
      const { terminal } = context;
      const { configOf } = await import('../keywords/config-of.js');
      const { checkQuestion } = await import('../keywords/ask-about.js');
      const { explainText } = await import('../keywords/explain-text.js');
      const { renderExplanation } = await import('../keywords/render-explanation.js');
      const { config, revision } = await configOf(context, resolve(options.dataDir), options.file);
      checkQuestion(config, sender, options.about);
      const question = { sender, text: words.join(' '), lastProgram: options.about };
      const explanation = explainText(config, revision, question);
      if (options.json) return terminal.print(JSON.stringify(explanation, null, 2));
      for (const line of renderExplanation(explanation, terminal.colors)) terminal.print(line);
    });
}
