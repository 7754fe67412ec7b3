import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { Command, InvalidArgumentError } from 'commander';
import { targets } from './targets.js';

export interface FuzzOptions {
  /** How many inputs each target gets. */
  readonly inputs: number;
  /** Told in the result, so that a run can be repeated. */
  readonly seed: number;
  readonly targets: readonly string[];
  /** How many of them are fed at the same time, each by a thread of its own. */
  readonly atOnce: number;
  /** Feed one input again that a run kept. */
  readonly again?: string;
  /** End standard output with one line of JSON. */
  readonly json: boolean;
}

const EXAMPLES = `
Targets: ${[...targets.keys()].join(', ')}

Examples:
  $ npm run fuzz -- --json
  $ npm run fuzz -- --targets kafka,smpp --inputs 5000 --seed 7    the same inputs again
  $ npm run fuzz -- --again .parley/fuzz/kafka-7-1234.json         one that crashed

Exit code: 0 when no input crashed or hung and no heap grew, 1 otherwise.
`;

/** Reads the command line of the fuzzing; `--help` explains it. */
export function fuzzOptions(words: readonly string[]): FuzzOptions {
  return new Command('npm run fuzz --')
    .description('Throws changed and random inputs at every door by which the world reaches Parley.')
    .option('--inputs <n>', 'how many each target gets', whole(1), 100_000)
    .option('--seed <n>', 'repeats a run’s inputs; drawn when absent', whole(0), randomInt(2 ** 31))
    .option('--targets <a,b>', 'which doors', names, [...targets.keys()])
    .option('--at-once <n>', 'how many at the same time', whole(1), availableParallelism())
    .option('--again <file>', 'feed one kept input again')
    .option('--json', 'end with one line of JSON', false)
    .addHelpText('after', EXAMPLES)
    .parse(words, { from: 'user' })
    .opts<FuzzOptions>();
}

function whole(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`give a whole number from ${least} on.`);
  };
}

function names(text: string): string[] {
  return text.split(',').map((name) => {
    if (targets.has(name.trim())) return name.trim();
    throw new InvalidArgumentError(`there are: ${[...targets.keys()].join(', ')}.`);
  });
}
