import { GenericContainer, type StartedTestContainer, type WaitStrategy } from 'testcontainers';
import { failure, InfrastructureError, type ListeningPart } from '../infrastructure.error.js';
import { assertPortFree } from '../free-port.js';
import { lastWords } from '../process/log-tail.js';
import { waitUntil } from '../process/wait-until.js';
import { engine, engineHost, OWNER_LABEL, ownerOf, removeLeftoverContainers, volumeName } from './engine.js';

const READY_WITHIN_MS = 180_000;
const STOP_WITHIN_MS = 20_000;

export interface ContainerPlan {
  part: 'kafka' | 'postgres';
  dataDir: string;
  image: string;
  /** The port inside, and the one it is published under. */
  ports: { inside: number; outside: number };
  /** Where the image keeps its data. */
  dataPath: string;
  /** Settings, once the host is known under which the published port is reached. */
  environment(host: string): Record<string, string>;
  command?: string[];
  /** Whether the part takes requests. */
  ready(host: string): Promise<boolean>;
  signal: AbortSignal;
}

export interface RunningContainer {
  host: string;
  stop(): Promise<void>;
}

type DockerContainer = Parameters<WaitStrategy['waitUntilReady']>[0];

// Published on the loopback address alone, which the library has no method for: the password is no secret.
class LocalContainer extends GenericContainer {
  publishLocally(inside: number, outside: number): this {
    this.hostConfig.PortBindings = {
      [`${inside}/tcp`]: [{ HostIp: '127.0.0.1', HostPort: String(outside) }],
    };
    return this;
  }
}

/**
 * Starts a container on a volume of its own that outlives it, and waits until its service answers.
 *
 * @throws InfrastructureError with nothing left running
 */
export async function startContainer(plan: ContainerPlan): Promise<RunningContainer> {
  const client = await engine();
  const { host, local } = engineHost(client);
  const owner = `${ownerOf(plan.dataDir)}-${plan.part}`;
  await removeLeftoverContainers(client, owner);
  if (local) await assertPortFree(plan.part, plan.ports.outside);

  const container = new LocalContainer(plan.image)
    .withExposedPorts({ container: plan.ports.inside, host: plan.ports.outside })
    .withEnvironment(plan.environment(host))
    .withLabels({ [OWNER_LABEL]: owner })
    .withBindMounts([{ source: volumeName(plan.dataDir, plan.part), target: plan.dataPath }])
    .withSharedMemorySize(256 * 1024 * 1024)
    .withWaitStrategy(answering(plan, host));
  if (local) container.publishLocally(plan.ports.inside, plan.ports.outside);
  if (plan.command) container.withCommand(plan.command);
  try {
    const started = await unlessAborted(container.start(), plan.signal);
    return { host, stop: () => stopContainer(started) };
  } catch (error) {
    await removeLeftoverContainers(client, owner);
    throw explained(error, plan);
  }
}

async function stopContainer(container: StartedTestContainer): Promise<void> {
  await container.stop({ timeout: STOP_WITHIN_MS, remove: true, removeVolumes: false });
}

// Fetching an image takes minutes: whoever gives up meanwhile is not kept waiting, and what comes late is stopped.
async function unlessAborted(
  starting: Promise<StartedTestContainer>,
  signal: AbortSignal,
): Promise<StartedTestContainer> {
  let abandon: (() => void) | undefined;
  const abandoned = new Promise<never>((_, reject) => {
    abandon = () => reject(signal.reason as Error);
    if (signal.aborted) abandon();
    else signal.addEventListener('abort', abandon);
  });
  try {
    return await Promise.race([starting, abandoned]);
  } catch (error) {
    if (signal.aborted) starting.then(stopContainer).catch(() => undefined);
    throw error;
  } finally {
    if (abandon) signal.removeEventListener('abort', abandon);
  }
}

/** Ready when the service answers us from outside; lost, with its last words, once the container has ended. */
function answering(plan: ContainerPlan, host: string): WaitStrategy {
  const strategy: WaitStrategy = {
    async waitUntilReady(container) {
      const check = async () => {
        if (await plan.ready(host)) return true;
        const { State } = await container.inspect();
        if (!State.Running) throw failure.container(plan.image, await lastWordsOf(container));
        return false;
      };
      const outcome = await waitUntil(check, {
        everyMs: 100,
        withinMs: READY_WITHIN_MS,
        signal: plan.signal,
      });
      if (outcome !== 'yes')
        throw failure.container(plan.image, `not ready after ${READY_WITHIN_MS / 1000} s`);
    },
    withStartupTimeout: () => strategy,
    isStartupTimeoutSet: () => true,
    getStartupTimeout: () => READY_WITHIN_MS,
  };
  return strategy;
}

async function lastWordsOf(container: DockerContainer): Promise<string> {
  const log = await container.logs({ stdout: true, stderr: true, tail: 50 });
  // The engine puts eight bytes before each piece of output, which hold no printable text.
  return lastWords(
    log.toString('utf8').replace(/[\u0000-\u0009\u000b-\u001f\ufffd]/g, ''),
    /FATAL|Exception|rror/,
  );
}

function explained(error: unknown, plan: ContainerPlan): Error {
  if (error instanceof InfrastructureError) return error;
  const why = error instanceof Error ? error.message : String(error);
  const part: ListeningPart = plan.part;
  if (/port is already allocated|address already in use/i.test(why))
    return failure.portTaken(part, plan.ports.outside);
  return failure.container(plan.image, lastWords(why), error);
}
