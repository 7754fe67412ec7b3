const MOST_CHARACTERS = 300;

/**
 * Where somebody goes on after signing in: the page of the console that the address named, or its first one. All our
 * pages lie behind `/#/`, so nothing of what was asked for can name another host, path or scheme.
 */
export function returnPath(asked: unknown): string {
  return typeof asked === 'string' && asked.length <= MOST_CHARACTERS && /^#\/[\w\-.~%+/]*$/.test(asked)
    ? `/${asked}`
    : '/';
}
