import { freePort } from '../../infra/infrastructure.js';
import { createSimulator, type Simulator } from '../../simulator/simulator.js';
import type { RunningProcess } from './run-file.js';
import { servicePlan, simulatorOptions, simulatorPlan, type Surroundings } from './service-plans.js';
import { ServiceProcess, type Death, type ServicePlan } from './service-process.js';
import type { ServiceName } from './services.js';

export interface FleetOptions {
  readonly services: readonly ServiceName[];
  readonly replicas: Readonly<Partial<Record<ServiceName, number>>>;
  readonly inProcessSimulator: boolean;
  /** Says that a step begins; what it is called with at the end says how it went. */
  step(name: string, work: () => Promise<string>): Promise<void>;
  onDeath(death: Death): void;
  /** Called whenever a child got a new process. */
  onLaunch(): Promise<void>;
}

/** The services and the carrier simulator: children of this process, or the simulator within it. */
export class Fleet {
  /** By name: `dispatcher`, and `dispatcher-2` for a second replica. */
  readonly services = new Map<string, ServiceProcess>();
  simulator: Simulator | undefined;
  simulatorProcess: ServiceProcess | undefined;
  private readonly planIn = new Map<string, (root: string) => ServicePlan>();

  constructor(
    private readonly surroundings: Surroundings,
    private readonly o: FleetOptions,
  ) {}

  /** Starts them all at once: what each needs is there, and they find each other by Kafka. The first failure ends it. */
  async start(signal: AbortSignal | undefined): Promise<void> {
    await this.plan();
    const failed = new AbortController();
    const either = signal === undefined ? failed.signal : AbortSignal.any([signal, failed.signal]);
    const starting = [
      this.simulatorProcess === undefined
        ? this.simulateHere()
        : this.startChild(this.simulatorProcess, either),
      ...[...this.services.values()].map((child) => this.startChild(child, either)),
    ];
    await Promise.allSettled(starting.map((one) => one.catch((error: unknown) => failed.abort(error))));
    failed.signal.throwIfAborted();
  }

  /** The services first, so that nothing is sent any more; then the simulator. */
  async stop(): Promise<void> {
    await Promise.all([...this.services.values()].map((child) => child.stop()));
    await this.simulatorProcess?.stop();
    await this.simulator?.close();
  }

  /** Kills all children and waits for nothing. */
  abandon(): void {
    for (const child of this.children()) child.abandon();
  }

  child(name: string): ServiceProcess {
    const child = this.children().find((candidate) => candidate.name === name);
    if (child === undefined)
      throw new Error(`There is no service ${name}: ${[...this.services.keys()].join(', ')}.`);
    return child;
  }

  /** From its next start on a service is that of another build. */
  moveTo(name: string, root: string): void {
    this.child(name).runNextAs(this.planIn.get(name)!(root));
  }

  running(): Record<string, RunningProcess> {
    const running: Record<string, RunningProcess> = {};
    for (const child of this.children()) if (child.running) running[child.name] = child.running;
    return running;
  }

  private async plan(): Promise<void> {
    const { surroundings } = this;
    for (const service of this.o.services) {
      for (let replica = 1; replica <= (this.o.replicas[service] ?? 1); replica += 1) {
        const port = replica === 1 ? surroundings.ports.services[service] : await freePort();
        const planIn = (root: string) => servicePlan({ ...surroundings, root }, service, replica, port);
        const child = this.adopt(planIn(surroundings.root));
        this.services.set(child.name, child);
        this.planIn.set(child.name, planIn);
      }
    }
    if (!this.o.inProcessSimulator) this.simulatorProcess = this.adopt(simulatorPlan(surroundings));
  }

  private adopt(plan: ServicePlan): ServiceProcess {
    return new ServiceProcess(plan, {
      onDeath: (death) => this.o.onDeath(death),
      onLaunch: () => this.o.onLaunch(),
    });
  }

  private startChild(child: ServiceProcess, signal: AbortSignal): Promise<void> {
    return this.o.step(child.name, async () => {
      await child.start(signal);
      return child.url;
    });
  }

  private simulateHere(): Promise<void> {
    return this.o.step('simulator', async () => {
      this.simulator = await createSimulator(simulatorOptions(this.surroundings));
      return this.simulator.url;
    });
  }

  private children(): ServiceProcess[] {
    return [...this.services.values(), ...(this.simulatorProcess ? [this.simulatorProcess] : [])];
  }
}
