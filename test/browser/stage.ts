import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from '../../tools/parley/environment.js';
import {
  createDatabase,
  databaseUrlOf,
  dropDatabasesLike,
} from '../../tools/parley/platform/databases.pg.js';
import { allServices, Platform } from '../../tools/parley/platform.js';
import { projectRoot } from '../../tools/parley/platform/project-root.js';
import { throwAwayDir } from '../../tools/parley/platform/throw-away-dir.js';

/** Where the platform is that the browser looks at. */
export interface Stage {
  readonly consoleUrl: string;
  readonly simulatorUrl: string;
  readonly kafkaBrokers: readonly string[];
}

export interface RunningStage extends Stage {
  /** Moves the services' time to so many days before now. */
  moveTo(daysAgo: number): void;
  stop(): Promise<void>;
}

const DAY_MS = 86_400_000;

/** Every service, the simulator and the console with parley.browser.yaml; its data goes when it stops. */
export async function startStage(): Promise<RunningStage> {
  const dir = await throwAwayDir(join(projectRoot(), '.parley'), 'browser');
  const clockFile = join(dir.path, 'clock');
  const database = await databaseOfItsOwn(environment.DATABASE_URL?.trim());
  try {
    const platform = await Platform.start({
      dataDir: dir.path,
      environment: { ...environment, ...(database && { DATABASE_URL: database.url }) },
      durability: 'fast',
      services: allServices,
      parleyFile: join(projectRoot(), 'test/browser/parley.browser.yaml'),
      clockFile,
      progress: () => undefined,
    });
    await dir.giveBackJars();
    return {
      consoleUrl: platform.url('console'),
      simulatorUrl: platform.simulatorUrl,
      kafkaBrokers: platform.infrastructure.kafkaBrokers,
      moveTo: (daysAgo) => writeFileSync(clockFile, String(-daysAgo * DAY_MS)),
      stop: async () => {
        await platform.stop();
        await database?.drop();
        await dir.remove();
      },
    };
  } catch (error) {
    await database?.drop();
    await dir.remove();
    throw error;
  }
}

/** On a server that was given; one that is started for the platform has nothing else on it. */
async function databaseOfItsOwn(server: string | undefined) {
  if (!server) return undefined;
  const name = `parley_browser_${process.pid}_${Date.now().toString(36)}`;
  await createDatabase(server, name);
  return { url: databaseUrlOf(server, name), drop: () => dropDatabasesLike(server, name) };
}
