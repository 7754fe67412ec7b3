import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CommandContext } from '../commands/command-context.js';
import { failure } from '../parley.error.js';
import { migrateAll } from '../platform/migrations.js';
import { withThrowAwayDatabase } from '../platform/throw-away-database.js';
import { printSchema } from './print-schema.js';
import { readCatalog } from './schema-catalog.pg.js';

const FILE = join('docs', 'schema.sql');

/**
 * Writes what the migrations make of an empty database to docs/schema.sql, or checks that it stands there.
 *
 * @returns whether the file was changed
 * @throws ParleyError SCHEMA_DIFFERS, with `check`
 */
export async function dumpSchema(context: CommandContext, check: boolean): Promise<boolean> {
  const schema = await withThrowAwayDatabase(context.dataDir, context.environment, async (databaseUrl) => {
    await migrateAll(databaseUrl);
    return printSchema(await readCatalog(databaseUrl));
  });
  const file = join(context.root, FILE);
  const written = await readFile(file, 'utf8').catch(() => undefined);
  if (written === schema) return false;
  if (check) throw failure.schemaDiffers(FILE);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, schema);
  return true;
}
