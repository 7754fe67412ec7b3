import { resolve } from 'node:path';
import { machine } from '../../bench/machine.js';
import { environment } from '../../tools/parley/environment.js';
import { projectRoot } from '../../tools/parley/platform/project-root.js';
import { throwAwayDir } from '../../tools/parley/platform/throw-away-dir.js';
import { describeFailure } from '../../tools/parley/terminal/describe-failure.js';
import { Interrupts } from '../../tools/parley/terminal/interrupts.js';
import { campaignOptions, type CampaignOptions } from './campaign-options.js';
import { isClean } from './campaign-report.js';
import { runCampaign } from './run-campaign.js';

const INTERRUPTED = 130;

async function main(): Promise<number> {
  const options = campaignOptions(process.argv.slice(2));
  // A platform's children end by themselves when this process does.
  const interrupts = new Interrupts(() => process.exit(INTERRUPTED));
  const dir = await throwAwayDir(resolve(projectRoot(), '.parley'), 'faults');
  let keep = false;
  try {
    say(`${options.trials} trials, seed ${options.seed}, in ${dir.path}`);
    keep = !(await run(options, dir.path, interrupts.signal));
    if (keep) say(`What proves it is kept until the next run: ${dir.path}/simulator and ${dir.path}/logs`);
    return keep ? 1 : 0;
  } catch (error) {
    if (interrupts.signal.aborted) {
      say('Interrupted: everything that was started is stopped.');
      return INTERRUPTED;
    }
    keep = true; // The sentence may name a log in it.
    say(describeFailure(error, environment.PARLEY_DEBUG !== undefined));
    return 1;
  } finally {
    await dir.giveBackJars();
    if (!keep) await dir.remove();
    interrupts.close();
  }
}

/** @returns whether every invariant held */
async function run(options: CampaignOptions, dataDir: string, signal: AbortSignal): Promise<boolean> {
  const began = performance.now();
  const report = await runCampaign(options, { dataDir, environment, signal, say });
  const { runs, findings, ...totals } = report;
  const seconds = Math.round((performance.now() - began) / 1_000);
  const head = { campaign: 'faults', seed: options.seed, seconds, ...machine() };
  if (options.json) console.log(JSON.stringify({ ...head, ...totals, runs, findings }));
  else console.log(JSON.stringify({ ...head, ...totals }, null, 2));
  return isClean(report);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

void main().then((code) => process.exit(code));
