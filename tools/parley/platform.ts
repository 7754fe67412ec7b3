import { join, resolve } from 'node:path';
import { makeKeyring } from '@parley/vault';
import { startInfrastructure, type Infrastructure } from '../infra/infrastructure.js';
import type { Simulator } from '../simulator/simulator.js';
import { failure } from './parley.error.js';
import { applyFile, publishedSince } from './platform/apply-file.js';
import { clearLeftovers, makeDataDir } from './platform/data-dir.js';
import { Fleet } from './platform/fleet.js';
import { createMissingTopics, kafkaClient, topicsInService } from './platform/kafka.js';
import { prepareWith } from './platform/earlier-build.js';
import { migrateAll } from './platform/migrations.js';
import { assertFree, portsThatAreFree, type PlatformPorts } from './platform/ports.js';
import { projectRoot } from './platform/project-root.js';
import { RunRecord } from './platform/run-record.js';
import { secretsOf, type Secrets } from './platform/secrets.js';
import { urlOf, type Surroundings } from './platform/service-plans.js';
import type { PlatformOptions } from './platform/platform-options.js';
import type { Death, ServiceProcess } from './platform/service-process.js';
import { allServices, serviceNames, type ServiceName } from './platform/services.js';

export type { Death, PlatformOptions, PlatformPorts, ServiceName, ServiceProcess };
export { allServices, serviceNames };

/** Children of one starter may be many; each is told when it ends (`exit` listeners). */
const MOST_LISTENERS = 64;

/** The whole platform on this machine: Kafka, PostgreSQL, the carrier simulator and the services as children. */
export class Platform {
  readonly dataDir: string;
  private started: Infrastructure | undefined;
  private surroundings: Surroundings | undefined;
  private fleet: Fleet | undefined;
  private record: RunRecord | undefined;
  private stopping: Promise<void> | undefined;

  private constructor(private readonly o: PlatformOptions) {
    this.dataDir = resolve(o.dataDir);
  }

  /**
   * Starts everything, step by step; resolves when every service is ready.
   *
   * @throws ParleyError, InfrastructureError, ParleyFileError: one sentence each, with nothing left running
   */
  static async start(options: PlatformOptions): Promise<Platform> {
    process.setMaxListeners(Math.max(process.getMaxListeners(), MOST_LISTENERS));
    const platform = new Platform(options);
    try {
      await platform.bringUp();
      return platform;
    } catch (error) {
      await platform.stop();
      throw error;
    }
  }

  get infrastructure(): Infrastructure {
    return there(this.started);
  }

  get secrets(): Secrets {
    return there(this.surroundings).secrets;
  }

  /** The services by name: `dispatcher`, and `dispatcher-2` for a second replica. */
  get services(): ReadonlyMap<string, ServiceProcess> {
    return there(this.fleet).services;
  }

  /** A service by its name; `simulator` is one where it runs as a process. */
  service(name: string): ServiceProcess {
    return there(this.fleet).child(name);
  }

  url(service: ServiceName): string {
    return this.service(service).url;
  }

  get simulatorUrl(): string {
    return there(this.surroundings).simulatorUrl;
  }

  /** The simulator, where it runs in this process. */
  get simulator(): Simulator | undefined {
    return this.fleet?.simulator;
  }

  /** Stops what this start started, in order: services, simulator, Kafka, PostgreSQL. Can be called again. */
  stop(): Promise<void> {
    return (this.stopping ??= this.bringDown());
  }

  /** Kills the services at once; Kafka and PostgreSQL are told to end when this process does. Then end it. */
  abandon(): void {
    this.fleet?.abandon();
  }

  /** What is to be there before services of this build are: missing topics, pending migrations. Harms no earlier one. */
  async migrate(): Promise<void> {
    await createMissingTopics(kafkaClient(this.infrastructure.kafkaBrokers), this.o.environment);
    await migrateAll(this.infrastructure.databaseUrl);
  }

  /** From its next start on a service is that of the build in `root`. */
  moveTo(service: string, root: string): void {
    there(this.fleet).moveTo(service, root);
  }

  private async bringUp(): Promise<void> {
    const { o, dataDir } = this;
    await makeDataDir(dataDir);
    await clearLeftovers(dataDir);
    const ports = o.ports ?? (await portsThatAreFree());
    await this.assertPortsFree(ports);
    const secrets = await secretsOf(dataDir, o.environment);
    if (!o.environment.PARLEY_KEYRING?.trim()) await makeKeyring(join(dataDir, 'keyring.json'));
    this.record = new RunRecord(dataDir, secrets);
    await this.record.write({});

    this.started = await startInfrastructure({
      dataDir,
      environment: o.environment,
      ports,
      durability: o.durability ?? 'safe',
      progress: (step, state, detail) => o.progress(step, state, detail),
      signal: o.signal,
    });
    this.surroundings = this.describe(ports, secrets);
    await this.prepare();
    await this.startFleet(this.surroundings, this.record);
  }

  private async prepare(): Promise<void> {
    const { environment, parleyFile, earlierBuild } = this.o;
    if (earlierBuild !== undefined) {
      await this.step('topics, tables and parley.yaml of the earlier build', () =>
        prepareWith(earlierBuild, this.infrastructure, environment, parleyFile),
      );
      return;
    }
    const { kafkaBrokers, databaseUrl } = this.infrastructure;
    const kafka = kafkaClient(kafkaBrokers);
    const topics = this.step('topics', async () => {
      const created = await createMissingTopics(kafka, environment);
      await topicsInService(kafka);
      return created.length === 0 ? 'all there' : `${created.length} created`;
    });
    const tables = this.step('migrations', async () => {
      const applied = await migrateAll(databaseUrl);
      return applied.length === 0 ? 'all there' : `${applied.length} applied`;
    });
    await bothOf(topics, tables);
    if (parleyFile === undefined) return;
    await this.step('parley.yaml', async () => {
      const above = this.o.takesBack ? undefined : await publishedSince(kafka, parleyFile);
      if (above !== undefined) return `left as ${above.by ?? above.file} published it at ${above.appliedAt}`;
      const { changes } = await applyFile(kafka, parleyFile);
      return changes.length === 0 ? 'nothing to change' : `${changes.length} applied`;
    });
  }

  private async startFleet(surroundings: Surroundings, record: RunRecord): Promise<void> {
    const { o } = this;
    const { simulatorUrl, clockFile } = surroundings;
    const place = { ...this.infrastructure, simulatorUrl, clockFile };
    let ready = false;
    const write = (): Promise<void> => record.write({ ...place, ready, services: fleet.running() });
    const fleet = new Fleet(surroundings, {
      services: o.services ?? serviceNames,
      replicas: o.replicas ?? {},
      inProcessSimulator: o.inProcessSimulator ?? false,
      step: (name, work) => this.step(name, work),
      onDeath: (death) => o.onDeath?.(death),
      onLaunch: write,
    });
    this.fleet = fleet;
    await fleet.start(o.signal).catch((error: unknown) => {
      this.checkInterrupted();
      throw error;
    });
    ready = true;
    await write();
  }

  private async bringDown(): Promise<void> {
    try {
      await this.fleet?.stop();
    } finally {
      await this.started?.stop();
      await this.record?.remove();
    }
  }

  private async step(name: string, work: () => Promise<string>): Promise<void> {
    this.checkInterrupted();
    this.o.progress(name, 'start');
    this.o.progress(name, 'done', await work());
  }

  private checkInterrupted(): void {
    if (this.o.signal?.aborted) throw failure.interrupted();
  }

  private async assertPortsFree(ports: PlatformPorts): Promise<void> {
    for (const service of this.o.services ?? serviceNames) {
      await assertFree(service, ports.services[service], ports.base);
    }
    await assertFree('the carrier simulator', ports.simulator, ports.base);
  }

  private describe(ports: PlatformPorts, secrets: Secrets): Surroundings {
    const { kafkaBrokers, databaseUrl } = this.infrastructure;
    return {
      root: this.o.earlierBuild ?? projectRoot(),
      dataDir: this.dataDir,
      environment: this.o.environment,
      kafkaBrokers,
      databaseUrl,
      ports,
      simulatorUrl: urlOf(ports.simulator),
      secrets,
      overrides: this.o.serviceEnvironment ?? {},
      nodeArguments: this.o.nodeArguments ?? [],
      clockFile: this.o.clockFile,
    };
  }
}

/** Waits for both, so that nothing is at work any more when the first failure is thrown. */
async function bothOf(...work: Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The platform is not there yet, or could not start.');
  return value;
}
