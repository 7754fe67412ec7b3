import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { ParleyFileError, parseParleyFile, type ConfigSnapshot } from '@parley/config';
import { failure } from '../parley.error.js';

/**
 * What a file declares, checked as `parley apply` checks it.
 *
 * @throws ParleyError FILE_MISSING; ParleyFileError with every problem of the file
 */
export async function proposedConfig(file: string): Promise<ConfigSnapshot> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? failure.fileMissing(file) : error;
  });
  const parsed = parseParleyFile(text, basename(file));
  if (!parsed.ok) throw new ParleyFileError(parsed.problems);
  return parsed.declared;
}
