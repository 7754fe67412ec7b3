import { randomInt } from 'node:crypto';
import { Command, InvalidArgumentError } from 'commander';
import { serviceNames, type ServiceName } from '../../tools/parley/platform.js';
import { faultNames, type FaultName } from './faults/faults.js';

export interface CampaignOptions {
  readonly trials: number;
  /** Told in the result, so that a run can be repeated. */
  readonly seed: number;
  /** What trials draw from. */
  readonly faults: readonly FaultName[];
  /** Instead of faults, rolling updates from the build of this commit to the present one and back. */
  readonly upgradeFrom?: string;
  /** Which services are killed. */
  readonly services: readonly ServiceName[];
  /** End standard output with one line of JSON. */
  readonly json: boolean;
}

const EXAMPLES = `
Examples:
  $ npm run faults -- --trials 30 --json
  $ npm run faults -- --trials 5 --services dispatcher --seed 7    the same five trials again
  $ npm run faults -- --trials 30 --faults broker                  the broker is killed, 30 times
  $ npm run faults -- --trials 6 --upgrade-from v1.2.0             old and new side by side, up and down three times

Exit code: 0 when no invariant was violated and nothing was lost, 1 otherwise, 130 when interrupted.
`;

/** Reads the command line of the campaign; `--help` explains it. */
export function campaignOptions(words: readonly string[]): CampaignOptions {
  return new Command('npm run faults --')
    .description(
      'Brings faults about under load, lets Parley recover, and judges I1 to I5 from the carrier simulator’s ledger.',
    )
    .option('--trials <n>', 'how many faults, one after the other', whole(1), 30)
    .option('--seed <n>', 'repeats a run’s chances; drawn when absent', whole(0), randomInt(2 ** 31))
    .option('--faults <a,b>', `what goes wrong: ${faultNames.join(', ')}`, listOf(faultNames), [
      ...faultNames,
    ])
    .option('--services <a,b>', 'which services are killed', listOf(serviceNames), [...serviceNames])
    .option(
      '--upgrade-from <commit>',
      'instead: rolling updates under load from the build of this commit to the present one, and back',
    )
    .option('--json', 'end with one line of JSON', false)
    .addHelpText('after', EXAMPLES)
    .parse(words, { from: 'user' })
    .opts<CampaignOptions>();
}

function whole(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`give a whole number from ${least} on.`);
  };
}

function listOf<Name extends string>(names: readonly Name[]): (text: string) => Name[] {
  return (text) =>
    text.split(',').map((word) => {
      const known = names.find((name) => name === word.trim());
      if (known === undefined) throw new InvalidArgumentError(`there are: ${names.join(', ')}.`);
      return known;
    });
}
