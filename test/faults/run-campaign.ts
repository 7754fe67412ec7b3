import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ConversationIds, createKafka, EventPublisher } from '@parley/messaging';
import type { Environment } from '../../tools/parley/environment.js';
import { Platform, type Death, type ServiceName } from '../../tools/parley/platform.js';
import { projectRoot } from '../../tools/parley/platform/project-root.js';
import { ledgerEntries, type LedgerEntry } from '../../tools/simulator/index.js';
import type { CampaignOptions } from './campaign-options.js';
import { campaignReport, type CampaignReport, type JudgedTrial } from './campaign-report.js';
import { describeTrial, explainViolations } from './describe-trial.js';
import { buildOf } from './build-of.js';
import { SURGING } from './faults/change-builds.fault.js';
import { faultsOf, upgradeFrom } from './faults/faults.js';
import { MOST_DISPATCHERS } from './faults/scale-dispatcher.fault.js';
import { judgeTrial } from './judge/judge-trial.js';
import { LedgerTail } from './ledger-tail.js';
import { LOAD_MS, trialLoad, UPGRADE_LOAD_MS } from './load.js';
import { LoopStalls } from './loop-stalls.js';
import { Outcomes } from './outcomes.pg.js';
import { phoneNumbers } from './phone-numbers.js';
import { Random } from './random.js';
import { runTrial, type Theatre, type Trial } from './run-trial.js';
import { planTrial } from './trial.js';

export interface CampaignSurroundings {
  readonly dataDir: string;
  readonly environment: Environment;
  readonly signal: AbortSignal;
  /** One line of progress. */
  say(line: string): void;
}

/** Short, so that a trial is: a killed dispatcher's claims are `unknown` 3 s after they could have been sent. */
const DISPATCHER = { CLAIM_GRACE_MS: '3000', CARRIER_TIMEOUT_MS: '2000' };

/** Starts a platform, runs the trials on it one after the other, and stops it. */
export async function runCampaign(
  options: CampaignOptions,
  around: CampaignSurroundings,
): Promise<CampaignReport> {
  const deaths: Death[] = [];
  const earlierBuild =
    options.upgradeFrom === undefined ? undefined : await buildOf(options.upgradeFrom, around.say);
  const loadMs = earlierBuild === undefined ? LOAD_MS : UPGRADE_LOAD_MS;
  const platform = await Platform.start({
    dataDir: around.dataDir,
    environment: around.environment,
    parleyFile: join(projectRoot(), 'test', 'faults', 'parley.faults.yaml'),
    inProcessSimulator: true,
    replicas: replicasFor(options),
    earlierBuild,
    serviceEnvironment: { dispatcher: DISPATCHER },
    progress: (step, state, detail) => {
      if (state === 'done') around.say(`${step}: ${detail ?? 'there'}`);
    },
    onDeath: (death) => {
      deaths.push(death);
      around.say(`${death.name} ended by itself (${death.how}):\n  ${death.lastLines.join('\n  ')}`);
    },
    signal: around.signal,
  });
  const { kafkaBrokers, databaseUrl } = platform.infrastructure;
  const stalls = new LoopStalls();
  let publisher: EventPublisher | undefined;
  let outcomes: Outcomes | undefined;
  try {
    for (const [name, service] of platform.services) if (isFurther(name)) await service.stop();
    publisher = new EventPublisher(createKafka({ brokers: kafkaBrokers, clientId: 'faults' }));
    await publisher.connect();
    outcomes = await Outcomes.open({ databaseUrl, pepper: platform.secrets.pepper });
    const { ledgerFile } = platform.simulator!;
    const theatre: Theatre = {
      campaign: randomUUID(),
      platform,
      faults:
        earlierBuild === undefined ? faultsOf(options.faults, options.services) : upgradeFrom(earlierBuild),
      scenarios: trialLoad(loadMs),
      loadMs,
      faultWithinMs: LOAD_MS,
      publisher,
      conversations: new ConversationIds(platform.secrets.pepper),
      outcomes,
      tail: new LedgerTail(ledgerFile),
      stalls,
      signal: around.signal,
      nextNumber: phoneNumbers(),
    };
    const trials = await runTrials(options, theatre, around);
    // Once more from the whole ledger: a second copy may have come after its trial was over.
    const judged = judge(trials, await ledgerEntries(ledgerFile));
    return campaignReport(
      judged,
      deaths.map(({ name, how }) => `${name}: ${how}`),
    );
  } finally {
    stalls.close();
    await outcomes?.close();
    await publisher?.close();
    await platform.stop();
  }
}

async function runTrials(
  { trials, seed }: CampaignOptions,
  theatre: Theatre,
  { say, signal }: CampaignSurroundings,
): Promise<Trial[]> {
  const random = new Random(seed);
  const done: Trial[] = [];
  for (let number = 1; number <= trials; number += 1) {
    await standUp(theatre.platform, signal);
    const trial = await runTrial(planTrial(number, random, theatre.faultWithinMs), theatre);
    signal.throwIfAborted();
    done.push(trial);
    const [judged] = judge([trial], theatre.tail.entries);
    say(`trial ${number} of ${trials}: ${describeTrial(judged!)}`);
    for (const line of await explainViolations(judged!, theatre.outcomes)) say(`  ${line}`);
  }
  return done;
}

/** A service that ended by itself is counted, and started again for the trials to come. */
async function standUp(platform: Platform, signal: AbortSignal): Promise<void> {
  for (const [name, service] of platform.services) {
    if (service.pid === undefined && !isFurther(name)) await service.restart(signal);
  }
}

/** Those that the faults start and stop. */
function replicasFor({ faults, upgradeFrom }: CampaignOptions): Partial<Record<ServiceName, number>> {
  if (upgradeFrom !== undefined) return Object.fromEntries(SURGING.map((service) => [service, 2]));
  return faults.includes('scale') ? { dispatcher: MOST_DISPATCHERS } : {};
}

/** A replica that runs only while a fault wants it: `dispatcher-2`. */
function isFurther(name: string): boolean {
  return /-\d+$/.test(name);
}

function judge(trials: readonly Trial[], entries: readonly LedgerEntry[]): JudgedTrial[] {
  return trials.map((trial) => ({ trial, verdict: judgeTrial({ ...trial.evidence, entries }) }));
}
