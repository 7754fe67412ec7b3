import type { Durability, ProgressState } from '../../infra/infrastructure.js';
import type { Environment } from '../environment.js';
import type { PlatformPorts } from './ports.js';
import type { Death } from './service-process.js';
import type { ServiceName } from './services.js';

export interface PlatformOptions {
  /** Where all data lies, kept between starts. */
  dataDir: string;
  /** What the children inherit; also read: KAFKA_BROKERS, DATABASE_URL, PARLEY_INFRA, PARLEY_PEPPER, PARLEY_PARTITIONS. */
  environment: Environment;
  /** Free ones when absent. */
  ports?: PlatformPorts;
  /** 'safe' when absent. */
  durability?: Durability;
  /** A parley.yaml to apply before the services start; the configuration stays as it is when absent. */
  parleyFile?: string;
  /** Applies it too where it is as it was when it was applied, and something else was published since. */
  takesBack?: boolean;
  /** All four when absent. */
  services?: readonly ServiceName[];
  /**
   * The folder of an earlier build: its own command line makes topics, tables and configuration, and the services are
   * its own, until they are moved to this build.
   */
  earlierBuild?: string;
  /** How many processes of a service; one when absent. */
  replicas?: Partial<Record<ServiceName, number>>;
  /** Further variables by service, those under `all` for every one. */
  serviceEnvironment?: Partial<Record<ServiceName | 'simulator' | 'all', Environment>>;
  /** A file by which the services' time is moved, in ms; what signs or is signed stays in the present. */
  clockFile?: string;
  /** Node's own options for the services, e.g. `--cpu-prof`. */
  nodeArguments?: readonly string[];
  /** The simulator in this process instead of one of its own: `platform.simulator` is then there. */
  inProcessSimulator?: boolean;
  progress(step: string, state: ProgressState, detail?: string): void;
  /** Called when a service ends unasked; nothing restarts it by itself. */
  onDeath?(death: Death): void;
  /** Aborted, the start ends with INTERRUPTED and what it had started is stopped. */
  signal?: AbortSignal;
}
