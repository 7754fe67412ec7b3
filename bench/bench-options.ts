import { Command, InvalidArgumentError } from 'commander';

export interface BenchOptions {
  json: boolean;
  /** Conversations of the closed loop. */
  conversations: number;
  concurrency: number;
  /** Open loops: MO/s each. */
  rates: number[];
  /** How long an open loop lasts, s. */
  seconds: number;
  warmUp: number;
  /** Where CPU profiles of the services go; none when absent. */
  profile?: string;
  floor: boolean;
}

/** Reads the command line of the benchmark; `--help` explains it. */
export function benchOptions(words: readonly string[]): BenchOptions {
  return new Command('npm run bench --')
    .description(
      'Measures whole conversations (MO accepted → MT at the carrier) on the embedded infrastructure.',
    )
    .option('--json', 'end with one line of JSON', false)
    .option('--conversations <n>', 'conversations of the closed loop', whole, 20_000)
    .option('--concurrency <n>', 'conversations under way in the closed loop', whole, 256)
    .option('--rates <list>', 'open loops, MO/s', rates, [200, 500])
    .option('--seconds <n>', 'length of an open loop', whole, 40)
    .option('--warm-up <n>', 'conversations before anything is measured', whole, 6000)
    .option('--profile <folder>', 'write CPU profiles of the services there')
    .option('--no-floor', 'leave out the raw figures of the machine')
    .addHelpText('after', '\nExample:\n  npm run bench -- --json > bench/results/backbone.json')
    .parse(words, { from: 'user' })
    .opts<BenchOptions>();
}

function whole(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('give a whole number above 0.');
  return value;
}

function rates(text: string): number[] {
  return text.split(',').map(whole);
}
