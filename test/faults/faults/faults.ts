import type { ServiceName } from '../../../tools/parley/platform.js';
import type { Fault } from '../fault.port.js';
import { KillService } from './kill-service.fault.js';
import { LoseAnswers } from './lose-answers.fault.js';

/** What trials draw from; the longer faults are rarer. Only the services named are killed. */
export function faultsOn(services: readonly ServiceName[]): readonly Fault[] {
  const kill = new KillService(services);
  const may = services.includes('dispatcher') && services.includes('ingest');
  return may ? [kill, kill, kill, kill, new LoseAnswers()] : [kill];
}
