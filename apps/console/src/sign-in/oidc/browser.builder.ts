import { parseSetCookie } from 'cookie';

interface KeptCookie {
  readonly value: string;
  readonly path: string;
  readonly strict: boolean;
}

export interface Seen {
  readonly url: URL;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const MOST_REDIRECTS = 15;

/** A browser as far as signing in needs one: cookies by host and path, `SameSite=Strict`, redirects one by one. */
export class Browser {
  private readonly cookies = new Map<string, Map<string, KeptCookie>>();

  /** @param at where a host answers that has a public name: its address, by plain HTTP behind what ends TLS */
  constructor(private readonly at: Readonly<Record<string, string>>) {}

  /** Asks once, and follows nothing. @param from whose page asks; another site's gets no strict cookies sent */
  async ask(address: string | URL, init: RequestInit = {}, from?: URL): Promise<Seen> {
    const url = new URL(address);
    const behind = this.at[url.host];
    const headers = new Headers(init.headers);
    const sent = this.cookiesFor(url, from === undefined || from.host === url.host);
    if (sent !== '') headers.set('cookie', sent);
    if (behind !== undefined) headers.set('x-forwarded-proto', url.protocol.slice(0, -1));
    const target = behind === undefined ? url : new URL(url.pathname + url.search, behind);
    const answer = await fetch(target, { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) this.keep(url, line);
    return { url, status: answer.status, headers: answer.headers, text: await answer.text() };
  }

  /** Goes somewhere and on as it is sent, until something is shown, or until `stop` says that this is far enough. */
  async go(address: string | URL, stop: (next: URL) => boolean = () => false): Promise<Seen> {
    let seen = await this.ask(address);
    for (let hops = 0; hops < MOST_REDIRECTS; hops += 1) {
      const location = seen.headers.get('location');
      if (location === null) return seen;
      const next = new URL(location, seen.url);
      if (stop(next)) return { ...seen, url: next };
      seen = await this.ask(next, {}, seen.url);
    }
    throw new Error('sent around without end');
  }

  /** The names of the cookies that it has of a host. */
  cookiesOf(host: string): string[] {
    return [...(this.cookies.get(host)?.keys() ?? [])];
  }

  /** As somebody who copied them. */
  copy(): Browser {
    const copy = new Browser(this.at);
    for (const [host, cookies] of this.cookies) copy.cookies.set(host, new Map(cookies));
    return copy;
  }

  private keep({ host }: URL, line: string): void {
    const { name, value = '', path = '/', maxAge, expires, sameSite } = parseSetCookie(line);
    const ofHost = this.cookies.get(host) ?? new Map<string, KeptCookie>();
    this.cookies.set(host, ofHost);
    const isOver =
      maxAge === undefined ? expires !== undefined && expires.getTime() < Date.now() : maxAge <= 0;
    if (isOver) ofHost.delete(name);
    else ofHost.set(name, { value, path, strict: sameSite === 'strict' });
  }

  private cookiesFor({ host, pathname }: URL, fromSame: boolean): string {
    return [...(this.cookies.get(host) ?? [])]
      .filter(([, { path, strict }]) => pathname.startsWith(path) && (fromSame || !strict))
      .map(([name, { value }]) => `${name}=${encodeURIComponent(value)}`)
      .join('; ');
  }
}
