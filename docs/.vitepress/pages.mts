import { existsSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';

/** The repository's root: pages lie in docs/ and, a few, beside what they are about. */
export const ROOT = join(import.meta.dirname, '../..');

/** Pages outside docs/, by their place in the repository → on the site. */
const BESIDE_THE_CODE: Readonly<Record<string, string>> = {
  'README.md': 'repository/readme.md',
  'CHANGELOG.md': 'repository/changelog.md',
  'CONTRIBUTING.md': 'repository/contributing.md',
  'SECURITY.md': 'repository/security.md',
  'deploy/helm/parley/README.md': 'repository/chart.md',
  'examples/README.md': 'repository/examples.md',
  'examples/order-texts-typescript/README.md': 'repository/order-texts-typescript.md',
  'examples/order-texts-python/README.md': 'repository/order-texts-python.md',
};

/** Files of docs/ that are read by machines too: the site hands them out as they are, under docs/. */
const HANDED_OUT = /^docs\/(asyncapi\.yaml|schema\.sql|schemas\/.+\.json|openapi\/.+\.yaml)$/;

/** Where a file of the repository is on the site (`docs/adr/README.md` → `adr/index.md`); undefined if it is no page. */
export function pageOf(file: string): string | undefined {
  if (file in BESIDE_THE_CODE) return BESIDE_THE_CODE[file];
  if (!file.startsWith('docs/') || !file.endsWith('.md')) return undefined;
  return file.slice('docs/'.length).replace(/(^|\/)README\.md$/, '$1index.md');
}

/** What a link in a page leads to. */
export type Target =
  | { readonly kind: 'page'; readonly href: string; readonly file: string; readonly hash: string | undefined }
  | { readonly kind: 'file'; readonly href: string }
  | { readonly kind: 'code'; readonly file: string }
  | { readonly kind: 'none' };

/**
 * Reads a link as the repository's readers see it, relative to its file. `code` is a file or folder that is no page:
 * the site names it and does not lead there. `none` is a file that does not exist.
 */
export function targetOf(page: string, href: string): Target {
  const [path = '', hash] = decodeURI(href).split('#');
  const from = relative(ROOT, page).split(sep).join(posix.sep);
  const file = path.startsWith('/') ? path.slice(1) : posix.join(posix.dirname(from), path);
  if (!existsSync(join(ROOT, file))) return { kind: 'none' };
  const onSite = pageOf(file);
  if (onSite !== undefined)
    return { kind: 'page', href: `/${onSite}${hash === undefined ? '' : `#${hash}`}`, file, hash };
  return HANDED_OUT.test(file) ? { kind: 'file', href: `/${file}` } : { kind: 'code', file };
}

export function isHandedOut(file: string): boolean {
  return HANDED_OUT.test(file);
}
