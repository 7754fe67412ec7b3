import { createHash } from 'node:crypto';
import { getContainerRuntimeClient, type ContainerRuntimeClient } from 'testcontainers';
import { failure } from '../infrastructure.error.js';

/** Marks our containers with the data folder they belong to. */
export const OWNER_LABEL = 'dev.parley.data-folder';

/** Whether a Docker engine (or one that speaks like it) answers. */
export async function engineAnswers(): Promise<boolean> {
  return getContainerRuntimeClient().then(
    () => true,
    () => false,
  );
}

/** @throws InfrastructureError INFRA_DOCKER_MISSING */
export async function engine(): Promise<ContainerRuntimeClient> {
  try {
    return await getContainerRuntimeClient();
  } catch (error) {
    throw failure.dockerMissing(error);
  }
}

/** The host under which published ports are reached, and whether it is this machine. */
export function engineHost({ info }: ContainerRuntimeClient): { host: string; local: boolean } {
  const local = info.containerRuntime.host === 'localhost' || info.containerRuntime.host === '127.0.0.1';
  return { host: local ? '127.0.0.1' : info.containerRuntime.host, local };
}

/** A short name of the data folder, for labels and volumes. */
export function ownerOf(dataDir: string): string {
  return createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
}

/** The volume that keeps a part's data between starts. */
export function volumeName(dataDir: string, part: 'kafka' | 'postgres'): string {
  return `parley-${ownerOf(dataDir)}-${part}`;
}

/** Removes containers that a killed start left behind on this data folder. */
export async function removeLeftoverContainers(client: ContainerRuntimeClient, owner: string): Promise<void> {
  const { dockerode } = client.container;
  const filters = { label: [`${OWNER_LABEL}=${owner}`] };
  for (const { Id } of await dockerode.listContainers({ all: true, filters })) {
    await dockerode.getContainer(Id).remove({ force: true, v: true }).catch(ignoreMissing);
  }
}

/** Removes the data of this data folder's containers, and what is left of them. */
export async function removeContainerData(dataDir: string): Promise<void> {
  const client = await engine();
  for (const part of ['kafka', 'postgres'] as const) {
    await removeLeftoverContainers(client, `${ownerOf(dataDir)}-${part}`);
    await client.container.dockerode.getVolume(volumeName(dataDir, part)).remove().catch(ignoreMissing);
  }
}

function ignoreMissing(error: Error & { statusCode?: number }): void {
  if (error.statusCode !== 404) throw error;
}
