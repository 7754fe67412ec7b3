import { isAbsolute, relative } from 'node:path';

/** A path as people like to read it: from the working folder where it lies in there, whole otherwise. */
export function shownPath(path: string): string {
  const short = relative('.', path);
  return short === '' || short.startsWith('..') || isAbsolute(short) ? path : short;
}
