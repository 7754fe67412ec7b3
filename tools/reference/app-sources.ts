import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const APPS = join(__dirname, '../../apps');
const load = createRequire(__filename);

/** A service, and what its files of one kind export, in the order of their names. */
export interface AppSources {
  readonly app: string;
  readonly exported: readonly unknown[];
}

/**
 * The services' configurations and controllers, whichever there are: a new one is in the reference without being named
 * here. They are declarations; nothing of a service is started by loading them.
 *
 * @param root the repository's root, whose sources say which files there are: a build may still hold deleted ones
 */
export function appSources(root: string, kind: 'config' | 'controller'): AppSources[] {
  return readdirSync(join(root, 'apps')).flatMap((app) => {
    const all = readdirSync(join(root, 'apps', app, 'src'), { recursive: true, encoding: 'utf8' });
    const files = all.filter((name) => name.endsWith(`.${kind}.ts`));
    const exported = files.toSorted().flatMap((name) => {
      const path = join(APPS, app, 'src', name.slice(0, -'.ts'.length));
      return Object.values(load(path) as object) as unknown[];
    });
    return exported.length === 0 ? [] : [{ app, exported }];
  });
}
