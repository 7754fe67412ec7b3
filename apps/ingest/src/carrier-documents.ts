/** Carriers change a certificate about once a year; more than a few at a time are not theirs. */
const MOST_KEPT = 16;
const MOST_UNDER_WAY = 4;
const LARGEST_BYTES = 64 * 1024;
const TIMEOUT_MS = 3000;

/** What is used of the platform's fetch. */
export type Fetch = (
  url: string,
  init: { redirect: 'error'; signal: AbortSignal },
) => Promise<Pick<Response, 'ok' | 'body'>>;

/**
 * What a webhook's check needs from the carrier's own address, and the calls that a carrier's handshake asks for.
 * Only addresses that a carrier's rules have passed come here; none is followed elsewhere.
 */
export class CarrierDocuments {
  private readonly kept = new Map<string, string>();
  private readonly underWay = new Map<string, Promise<string | undefined>>();

  /** Specs give a fetch of their own. */
  constructor(private readonly fetch: Fetch = (url, init) => globalThis.fetch(url, init)) {}

  /** The document at this address, kept once it came; undefined where it could not be had just now. */
  of(url: string): Promise<string | undefined> {
    const kept = this.kept.get(url);
    if (kept !== undefined) return Promise.resolve(kept);
    const before = this.underWay.get(url);
    if (before !== undefined) return before;
    if (this.underWay.size >= MOST_UNDER_WAY) return Promise.resolve(undefined);
    const fetched = this.get(url).finally(() => this.underWay.delete(url));
    this.underWay.set(url, fetched);
    return fetched;
  }

  /** Whether a GET of this address was answered with 2xx. */
  async confirm(url: string): Promise<boolean> {
    return (await this.read(url)) !== undefined;
  }

  private async get(url: string): Promise<string | undefined> {
    const text = await this.read(url);
    if (text === undefined) return undefined;
    const [oldest] = this.kept.keys();
    if (this.kept.size >= MOST_KEPT && oldest !== undefined) this.kept.delete(oldest);
    this.kept.set(url, text);
    return text;
  }

  private async read(url: string): Promise<string | undefined> {
    try {
      const response = await this.fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
      if (!response.ok) return undefined;
      const chunks: Uint8Array[] = [];
      let size = 0;
      if (response.body === null) return '';
      for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
        size += chunk.length;
        if (size > LARGEST_BYTES) return undefined;
        chunks.push(chunk);
      }
      return Buffer.concat(chunks).toString('utf8');
    } catch {
      return undefined;
    }
  }
}
