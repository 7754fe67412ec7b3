import { useEffect, useState } from 'preact/hooks';

/** Where somebody is: `#/conversations/4f…` is the page `conversations` with the rest `4f…`. */
export interface Route {
  readonly page: string;
  readonly rest: string;
}

export function routeOf(hash: string): Route {
  const [page = '', ...rest] = hash.replace(/^#\/?/, '').split('/');
  return { page, rest: decodeURIComponent(rest.join('/')) };
}

export function hrefOf(page: string, rest = ''): string {
  return rest === '' ? `#/${page}` : `#/${page}/${encodeURIComponent(rest)}`;
}

export function go(page: string, rest = ''): void {
  location.hash = hrefOf(page, rest);
}

export function useRoute(): Route {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const follow = (): void => setHash(location.hash);
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return routeOf(hash);
}
