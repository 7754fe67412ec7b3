import { setTimeout as wait } from 'node:timers/promises';
import type { Platform } from '../../../tools/parley/platform.js';
import { projectRoot } from '../../../tools/parley/platform/project-root.js';
import type { Fault, Injected } from '../fault.port.js';
import type { Random } from '../random.js';

/** Services of which a second one is there while a build takes over from another, as in a rolling update. */
export const SURGING = ['keyword-router', 'subscriptions', 'dispatcher'] as const;

/** How long both builds work side by side, ms. */
const SIDE_BY_SIDE_MS = [500, 4_000] as const;

/**
 * A rolling update to this build under load, and at the next trial back to the earlier one, and so on: tables and
 * topics first, then a service after the other in an order that chance says. The tables stay this build's: an earlier
 * build has to live with them.
 */
export class ChangeBuilds implements Fault {
  readonly name = 'upgrade';
  private isUpgraded = false;

  constructor(private readonly earlier: string) {}

  async inject(platform: Platform, random: Random): Promise<Injected> {
    const upgrade = !this.isUpgraded;
    this.isUpgraded = upgrade;
    const root = upgrade ? projectRoot() : this.earlier;
    if (upgrade) await platform.migrate();
    for (const name of shuffled(['ingest', ...SURGING], random)) await roll(platform, name, root, random);
    return { what: upgrade ? 'upgrade' : 'roll back', heal: async () => undefined };
  }
}

async function roll(platform: Platform, name: string, root: string, random: Random): Promise<void> {
  const service = platform.service(name);
  platform.moveTo(name, root);
  // Carriers know one address of ingest: what they send while it starts again, they send again.
  if (name === 'ingest') return service.restart();
  const surge = `${name}-2`;
  platform.moveTo(surge, root);
  await platform.service(surge).start();
  await wait(random.between(...SIDE_BY_SIDE_MS));
  await service.restart();
  await platform.service(surge).stop();
}

function shuffled(names: readonly string[], random: Random): string[] {
  const places = names.map((name) => ({ name, place: random.next() }));
  return places.sort((one, other) => one.place - other.place).map(({ name }) => name);
}
