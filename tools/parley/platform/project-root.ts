import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

let found: string | undefined;

/** The installation's root, from the sources as well as from dist/: where the platform's own package.json lies. */
export function projectRoot(): string {
  return (found ??= nearest(__dirname));
}

function nearest(folder: string): string {
  const file = join(folder, 'package.json');
  if (
    existsSync(file) &&
    (JSON.parse(readFileSync(file, 'utf8')) as { name?: string }).name === 'parley-platform'
  ) {
    return folder;
  }
  if (folder === dirname(folder)) throw new Error('ROOT_MISSING This is no installation of Parley.');
  return nearest(dirname(folder));
}
