import { Command, InvalidArgumentError } from 'commander';

export interface DispatchOptions {
  json: boolean;
  /** Queued texts whose dispatch is timed. */
  texts: number;
  /** Texts of the campaigns that flood a sender, queued before replies are timed. */
  flood: number;
  campaigns: number;
  /** Texts that wait while intake and dispatch are timed again; 0 leaves it out. */
  backlog: number;
  /** How long paces are watched, s. */
  seconds: number;
  profile?: string;
}

/** Reads the command line of the benchmark; `--help` explains it. */
export function dispatchOptions(words: readonly string[]): DispatchOptions {
  return new Command('npm run bench:dispatch --')
    .description(
      'Measures dispatch to the HTTP simulator: sustained rate, pace, replies in a flood of bulk, a long backlog.',
    )
    .option('--json', 'end with one line of JSON', false)
    .option('--texts <n>', 'queued texts whose dispatch is timed', whole, 30_000)
    .option('--flood <n>', 'texts of campaigns that flood a sender', whole, 1_000_000)
    .option('--campaigns <n>', 'how many campaigns they are', whole, 4)
    .option('--backlog <n>', 'texts that wait while intake and dispatch are timed again', count, 5_000_000)
    .option('--seconds <n>', 'how long paces are watched', whole, 60)
    .option('--profile <folder>', 'write CPU profiles of the services there')
    .addHelpText('after', '\nExample:\n  npm run bench:dispatch -- --json > bench/results/dispatch.json')
    .parse(words, { from: 'user' })
    .opts<DispatchOptions>();
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('give a whole number.');
  return value;
}

function whole(text: string): number {
  if (count(text) < 1) throw new InvalidArgumentError('give a whole number above 0.');
  return count(text);
}
