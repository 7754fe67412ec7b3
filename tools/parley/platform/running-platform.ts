import type { WrapperSettings } from '@parley/vault';
import type { Environment } from '../environment.js';
import { failure } from '../parley.error.js';
import { keyringOf } from './service-plans.js';
import { readRunning, type RunFile } from './run-file.js';
import type { ServiceName } from './services.js';

/**
 * Where the running platform is, for the commands that talk to it: what KAFKA_BROKERS, DATABASE_URL and PARLEY_PEPPER
 * of the environment name goes first, then what was started on the data folder. Each part is looked for only when it
 * is asked for.
 */
export class RunningPlatform {
  private constructor(
    private readonly dataDir: string,
    private readonly environment: Environment,
    private readonly run: RunFile | undefined,
  ) {}

  static async find(dataDir: string, environment: Environment): Promise<RunningPlatform> {
    return new RunningPlatform(dataDir, environment, await readRunning(dataDir));
  }

  /** Throws ParleyError NOT_RUNNING. */
  get kafkaBrokers(): readonly string[] {
    const given = this.environment.KAFKA_BROKERS?.trim();
    const brokers = given ? given.split(',').map((broker) => broker.trim()) : this.run?.kafkaBrokers;
    if (brokers === undefined) throw failure.notRunning(this.dataDir);
    return brokers;
  }

  /** Throws ParleyError NOT_RUNNING. */
  get databaseUrl(): string {
    const url = this.environment.DATABASE_URL?.trim() || this.run?.databaseUrl;
    if (url === undefined) throw failure.notRunning(this.dataDir);
    return url;
  }

  /** Throws ParleyError NOT_RUNNING: the simulator runs only where the platform was started by `parley start`. */
  get simulatorUrl(): string {
    if (this.run?.simulatorUrl === undefined || !this.run.ready) throw failure.simulatorUnknown(this.dataDir);
    return this.run.simulatorUrl;
  }

  /** By which its time may be moved; undefined where it was not started so. */
  get clockFile(): string | undefined {
    return this.run?.clockFile;
  }

  /** Where a service's API is. Throws ParleyError NOT_RUNNING. */
  urlOf(service: ServiceName): string {
    const url = this.run?.services[service]?.url;
    if (url === undefined) throw failure.notRunning(this.dataDir);
    return url;
  }

  /** Who wraps people's keys, as the services' environment says it. Throws ParleyError NOT_RUNNING. */
  get keyring(): WrapperSettings {
    const { PARLEY_VAULT_TOKEN, PARLEY_VAULT_NAMESPACE } = this.environment;
    const given = this.environment.PARLEY_KEYRING?.trim();
    const here = this.run === undefined ? undefined : keyringOf(this.dataDir, this.environment);
    return {
      PARLEY_PEPPER: this.pepper,
      PARLEY_KEYRING: given || here,
      PARLEY_VAULT_TOKEN,
      PARLEY_VAULT_NAMESPACE,
    };
  }

  /** Throws ParleyError NOT_RUNNING. */
  get pepper(): string {
    const pepper = this.environment.PARLEY_PEPPER?.trim() || this.run?.secrets.pepper;
    if (pepper === undefined) throw failure.notRunning(this.dataDir);
    return pepper;
  }
}
