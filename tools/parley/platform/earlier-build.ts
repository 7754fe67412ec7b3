import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Environment } from '../environment.js';

const run = promisify(execFile);

/** Makes topics, tables and configuration as an earlier build makes them: by its own command line. */
export async function prepareWith(
  root: string,
  { kafkaBrokers, databaseUrl }: { readonly kafkaBrokers: readonly string[]; readonly databaseUrl: string },
  environment: Environment,
  parleyFile: string | undefined,
): Promise<string> {
  const parley = async (...words: string[]): Promise<void> => {
    await run(process.execPath, [join(root, 'tools', 'parley', 'bin', 'parley.js'), ...words], {
      cwd: root,
      env: { ...environment, KAFKA_BROKERS: kafkaBrokers.join(','), DATABASE_URL: databaseUrl },
    });
  };
  await parley('topics', 'create', '--replication-factor', '1');
  await parley('migrate');
  if (parleyFile !== undefined) await parley('apply', parleyFile);
  return root;
}
