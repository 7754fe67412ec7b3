import type { ServiceName } from '../../../tools/parley/platform.js';
import type { Fault } from '../fault.port.js';
import { CarrierTrouble } from './carrier-trouble.fault.js';
import { ChangeBuilds } from './change-builds.fault.js';
import { KillInfrastructure } from './kill-infrastructure.fault.js';
import { KillService } from './kill-service.fault.js';
import { LoseAnswers } from './lose-answers.fault.js';
import { ScaleDispatcher } from './scale-dispatcher.fault.js';

/** The faults by the names that the command line gives them. */
export const faultNames = ['service', 'answers', 'carrier', 'database', 'broker', 'scale'] as const;
export type FaultName = (typeof faultNames)[number];

/** A rolling update from an earlier build; it is a campaign of its own. */
export function upgradeFrom(earlierBuild: string): readonly Fault[] {
  return [new ChangeBuilds(earlierBuild)];
}

/** What trials draw from. Only the services named are killed; a service's death is the most frequent. */
export function faultsOf(names: readonly FaultName[], services: readonly ServiceName[]): readonly Fault[] {
  const kill = new KillService(services);
  const all: Record<FaultName, readonly Fault[]> = {
    service: [kill, kill, kill],
    answers: [new LoseAnswers()],
    carrier: [new CarrierTrouble()],
    database: [new KillInfrastructure('postgres')],
    broker: [new KillInfrastructure('kafka')],
    scale: [new ScaleDispatcher()],
  };
  return names.flatMap((name) => all[name]);
}
