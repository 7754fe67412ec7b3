import type { WebhookRequest } from '../webhook.port.js';

/**
 * How a dialect proves that its carrier wrote a webhook: a signature in a header or a field, or credentials.
 * The suite takes it off, alters it, and alters what it covers.
 */
export interface SuiteProof {
  /** What nobody can alter unseen. A dialect that covers less than the body has to say so in docs/carriers.md. */
  readonly covers: readonly ('body' | 'url')[];
  /** How far from now a webhook may be signed, in seconds, where the proof covers a timestamp. */
  readonly toleranceSeconds?: number;
  /** How the proof's bytes are written; every single bit of them counts. */
  readonly encoding: 'hex' | 'base64';
  /** The proof of a signed webhook, as its dialect writes it. */
  read(request: WebhookRequest): string;
  /** The same webhook with this proof in its place, or with none. */
  write(request: WebhookRequest, proof: string | undefined): WebhookRequest;
}

/** A proof that stands in a header (lower case), after a prefix such as `Basic `. */
export function headerProof(
  header: string,
  proof: Pick<SuiteProof, 'covers' | 'toleranceSeconds' | 'encoding'>,
  prefix = '',
): SuiteProof {
  return {
    ...proof,
    read: (request) => (request.headers[header] ?? '').slice(prefix.length),
    write: (request, given) => ({
      ...request,
      headers: { ...request.headers, [header]: given === undefined ? undefined : prefix + given },
    }),
  };
}

/** The proof with one bit of its bytes turned over. */
export function withBitFlipped({ encoding }: SuiteProof, proof: string, bit: number): string {
  const bytes = Buffer.from(proof, encoding);
  const at = bit % (bytes.length * 8);
  bytes[at >> 3] = (bytes[at >> 3] ?? 0) ^ (1 << (at & 7));
  return bytes.toString(encoding);
}
