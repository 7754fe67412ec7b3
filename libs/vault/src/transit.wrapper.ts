import { z } from 'zod';
import { KeyWrapper, WrapperError } from './key-wrapper.port.js';

const WITHIN_MS = 5000;
/** Keys in one request; each is some 150 bytes of answer. */
const MOST = 500;

const answer = z.object({
  data: z.object({
    batch_results: z.array(
      z.object({
        ciphertext: z.string().optional(),
        plaintext: z.base64().optional(),
        error: z.string().optional(),
      }),
    ),
  }),
});
type Result = z.infer<typeof answer>['data']['batch_results'][number];

export interface TransitOptions {
  /** `https://vault.example.com:8200/v1/transit`, the mount of the engine. */
  readonly mount: string;
  /** The key's name there. */
  readonly key: string;
  readonly token: string;
  readonly namespace?: string | undefined;
}

/**
 * Wraps by the transit engine of HashiCorp Vault or OpenBao, whose keys never leave it: `encrypt`, `decrypt` and
 * `rewrap` with `batch_input` (API documentation of the transit engine). Rotation is Vault's own:
 * `vault write -f transit/keys/<name>/rotate`, then `rewrap`.
 */
export class TransitWrapper extends KeyWrapper {
  constructor(private readonly options: TransitOptions) {
    super();
  }

  override async wrap(keys: readonly Buffer[]): Promise<string[]> {
    const results = await this.ask(
      'encrypt',
      keys.map((key) => ({ plaintext: key.toString('base64') })),
    );
    return results.map(({ ciphertext }) => given(ciphertext));
  }

  override async unwrap(wrapped: readonly string[]): Promise<Buffer[]> {
    const results = await this.ask(
      'decrypt',
      wrapped.map((ciphertext) => ({ ciphertext })),
    );
    return results.map(({ plaintext }) => Buffer.from(given(plaintext), 'base64'));
  }

  override async rewrap(wrapped: readonly string[]): Promise<string[]> {
    const results = await this.ask(
      'rewrap',
      wrapped.map((ciphertext) => ({ ciphertext })),
    );
    return results.map(({ ciphertext }) => given(ciphertext));
  }

  private async ask(what: string, input: readonly Record<string, string>[]): Promise<Result[]> {
    const results: Result[] = [];
    for (let at = 0; at < input.length; at += MOST) {
      results.push(...(await this.post(what, input.slice(at, at + MOST))));
    }
    const failed = results.find(({ error }) => error !== undefined && error !== '');
    if (failed !== undefined) throw refused('does not open a data key of ours');
    return results;
  }

  private async post(what: string, batch: readonly Record<string, string>[]): Promise<Result[]> {
    const { mount, key, token, namespace } = this.options;
    let response: Response;
    let body: unknown;
    try {
      response = await fetch(`${mount}/${what}/${encodeURIComponent(key)}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-vault-token': token,
          'x-vault-request': 'true',
          ...(namespace && { 'x-vault-namespace': namespace }),
        },
        body: JSON.stringify({ batch_input: batch }),
        redirect: 'error',
        signal: AbortSignal.timeout(WITHIN_MS),
      });
      body = await response.json().catch(() => undefined);
    } catch {
      throw away('did not answer');
    }
    // 412, 472, 473: a standby that is behind; 503: sealed or in maintenance (Vault's API, status codes).
    if (response.status >= 500 || [412, 429, 472, 473].includes(response.status))
      throw away(`answered ${response.status}`);
    if (!response.ok) throw refused(`answered ${response.status}`);
    const read = answer.safeParse(body);
    if (!read.success || read.data.data.batch_results.length !== batch.length)
      throw away('answered something that is not of the transit engine');
    return read.data.data.batch_results;
  }
}

function given(value: string | undefined): string {
  if (value === undefined) throw away('left out a result');
  return value;
}

const away = (what: string): WrapperError =>
  new WrapperError('KMS_UNAVAILABLE', `Vault ${what}; the same is tried again.`);

const refused = (what: string): WrapperError =>
  new WrapperError('KMS_REFUSED', `Vault ${what}; look at PARLEY_KEYRING, the token and its policy.`);
