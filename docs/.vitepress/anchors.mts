import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './pages.mts';

/** A heading's anchor as GitHub makes it, so that a link to it holds on both. */
export function anchorOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-');
}

const known = new Map<string, ReadonlySet<string>>();

/** What a link may lead to within a page of the repository. */
export function anchorsOf(file: string): ReadonlySet<string> {
  const before = known.get(file);
  if (before) return before;
  const headings = readFileSync(join(ROOT, file), 'utf8').matchAll(/^#{1,6} (.+)$/gm);
  const found = new Set([...headings].map(([, heading = '']) => anchorOf(plain(heading))));
  known.set(file, found);
  return found;
}

/** A heading without the marks of links and code. */
function plain(heading: string): string {
  return heading.replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1').replaceAll(/[`*]/g, '');
}
