import { ensureDatabase, localDatabaseUrl, PARLEY } from '../postgres/database-access.js';
import {
  LOCALE_ARGUMENTS,
  serverSettings,
  settingArguments,
  type Durability,
} from '../postgres/server-settings.js';
import { startContainer } from './container.js';

const PORT = 5432;

/**
 * The official PostgreSQL image, with the embedded server's settings and order of texts.
 *
 * @throws InfrastructureError with nothing left running
 */
export async function startDockerPostgres(o: {
  dataDir: string;
  port: number;
  durability: Durability;
  signal: AbortSignal;
}) {
  const container = await startContainer({
    part: 'postgres',
    dataDir: o.dataDir,
    image: 'postgres:18',
    ports: { inside: PORT, outside: o.port },
    // From version 18 on the image keeps its data in a folder of the version below this one.
    dataPath: '/var/lib/postgresql',
    environment: () => ({
      POSTGRES_USER: PARLEY,
      POSTGRES_PASSWORD: PARLEY,
      POSTGRES_DB: PARLEY,
      POSTGRES_INITDB_ARGS: LOCALE_ARGUMENTS.join(' '),
    }),
    command: ['postgres', ...settingArguments(serverSettings(o.durability))],
    ready: (host) =>
      ensureDatabase(host, o.port).then(
        () => true,
        () => false,
      ),
    signal: o.signal,
  });
  return { url: localDatabaseUrl(container.host, o.port), stop: container.stop };
}
