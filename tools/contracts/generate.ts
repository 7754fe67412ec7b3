import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { events } from '@parley/contracts';
import { LICENCES_PATH, licencesDocument } from '../licences/licences-document.js';
import { OPENAPI_PATH, REFERENCE_PATH, referenceFiles } from '../reference/reference-files.js';
import { brokenPromises, freeze } from './frozen-schemas.js';
import { ASYNCAPI_PATH, chartFiles, generatedFiles, SCHEMAS_PATH } from './generated-files.js';
import { asyncApiErrors } from './validate-asyncapi.js';

/**
 * `generate` writes the files made from the contracts, the services, the chart's schema and the lock, `generate --check` names those
 * that differ, `generate --freeze` also keeps today's schemas as the promise of their version. Run it at the
 * repository's root. Exit code 1 when a file differs, the document is invalid, a promise is broken or a licence is not
 * allowed.
 */
async function main(root: string, flags: readonly string[]): Promise<number> {
  const files = generatedFiles(events);
  const made = chartFiles((path) => readFileSync(join(root, path), 'utf8'));
  for (const [path, text] of made) files.set(path, text);
  const licences = licencesDocument(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  files.set(LICENCES_PATH, licences.text);
  if (licences.refused.length > 0) {
    return fail(
      'LICENCE_NOT_ALLOWED: do without these packages, or decide to allow their licences:',
      licences.refused,
    );
  }
  for (const [path, text] of await referenceFiles(root)) files.set(path, text);
  const errors = await asyncApiErrors(files.get(ASYNCAPI_PATH) ?? '');
  if (errors.length > 0) return fail('ASYNCAPI_INVALID: the generated document is not valid:', errors);

  const broken = brokenPromises(root, events);
  if (broken.length > 0) {
    return fail('CONTRACT_BROKEN: undo these changes, or declare a new version of the topic:', broken);
  }

  const different = [...files.keys()].filter((path) => read(root, path) !== files.get(path));
  const stale = generatedOnDisk(root).filter((path) => !files.has(path));
  if (flags.includes('--check')) {
    if (different.length + stale.length === 0) return 0;
    return fail('GENERATED_FILES_DIFFER: run `npm run generate` and commit the result:', [
      ...different,
      ...stale.map((path) => `${path} (no longer generated)`),
    ]);
  }
  for (const path of different) write(root, path, files.get(path) ?? '');
  for (const path of stale) rmSync(join(root, path));
  const frozen = flags.includes('--freeze') ? freeze(root, events) : [];
  for (const path of [...different, ...stale, ...frozen]) process.stdout.write(`${path}\n`);
  return 0;
}

/** What lies in the folders that hold generated files alone. */
function generatedOnDisk(root: string): string[] {
  return [SCHEMAS_PATH, REFERENCE_PATH, OPENAPI_PATH].flatMap((path) => {
    const folder = join(root, path);
    return existsSync(folder) ? readdirSync(folder).map((name) => `${path}/${name}`) : [];
  });
}

function read(root: string, path: string): string | undefined {
  return existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined;
}

function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function fail(sentence: string, details: readonly string[]): number {
  process.stderr.write([sentence, ...details.map((detail) => `  ${detail}`), ''].join('\n'));
  return 1;
}

void main(process.cwd(), process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
