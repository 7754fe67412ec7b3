import type * as Kms from '@aws-sdk/client-kms';
import { awsKmsFault } from './aws-kms.faults.js';
import { KeyWrapper, WrapperError } from './key-wrapper.port.js';

/** How a key begins that AWS KMS wrapped. */
const WRAPPED = 'awskms:';
/** What a ciphertext is bound to: KMS opens it for the same alone, and writes it into CloudTrail. */
const CONTEXT = { parley: 'data-key' };
/** KMS takes one key at a time; this many are asked for together. */
const TOGETHER = 16;
const ATTEMPTS = 4;
const CONNECT_MS = 1000;
const ATTEMPT_MS = 2000;
const WITHIN_MS = 5000;

interface Loaded {
  readonly sdk: typeof Kms;
  readonly client: Kms.KMSClient;
}

export interface AwsKmsOptions {
  /** ARN, id or `alias/…` of a symmetric key for encryption. */
  readonly key: string;
  /** Where the ARN of the key does not say it, and the SDK shall not look for it (`AWS_REGION`). */
  readonly region?: string | undefined;
  /** How long a request may take with all its attempts, in ms. */
  readonly withinMs?: number;
  /** For specs; else AWS's own, and the SDK's chain of credentials: IRSA and Pod Identity among them. */
  readonly client?: Pick<Kms.KMSClientConfig, 'endpoint' | 'credentials'>;
}

/**
 * Wraps by a key of AWS KMS, which never leaves it: Encrypt, Decrypt and ReEncrypt with an encryption context (AWS KMS
 * API reference). What key wrapped stands in the ciphertext, so that those of an earlier one open while KMS has it.
 * The SDK is loaded at the first use: who wraps by something else does not pay for it.
 */
export class AwsKmsWrapper extends KeyWrapper {
  private loaded: Promise<Loaded> | undefined;

  constructor(private readonly options: AwsKmsOptions) {
    super();
  }

  override wrap(keys: readonly Buffer[]): Promise<string[]> {
    return this.each(keys, async (key, { sdk, client }, abortSignal) => {
      const ask = new sdk.EncryptCommand({
        KeyId: this.options.key,
        Plaintext: key,
        EncryptionContext: CONTEXT,
      });
      return written((await client.send(ask, { abortSignal })).CiphertextBlob);
    });
  }

  override unwrap(wrapped: readonly string[]): Promise<Buffer[]> {
    return this.each(wrapped, async (one, { sdk, client }, abortSignal) => {
      const ask = new sdk.DecryptCommand({ CiphertextBlob: read(one), EncryptionContext: CONTEXT });
      return Buffer.from(given((await client.send(ask, { abortSignal })).Plaintext));
    });
  }

  /** All of them: KMS does not show under which material of a key a ciphertext is. */
  override rewrap(wrapped: readonly string[]): Promise<string[]> {
    return this.each(wrapped, async (one, { sdk, client }, abortSignal) => {
      const ask = new sdk.ReEncryptCommand({
        CiphertextBlob: read(one),
        SourceEncryptionContext: CONTEXT,
        DestinationKeyId: this.options.key,
        DestinationEncryptionContext: CONTEXT,
      });
      return written((await client.send(ask, { abortSignal })).CiphertextBlob);
    });
  }

  private async each<I, O>(
    inputs: readonly I[],
    ask: (input: I, by: Loaded, signal: AbortSignal) => Promise<O>,
  ): Promise<O[]> {
    if (inputs.length === 0) return [];
    const by = await (this.loaded ??= this.load());
    const results: O[] = [];
    try {
      for (let at = 0; at < inputs.length; at += TOGETHER) {
        const signal = AbortSignal.timeout(this.options.withinMs ?? WITHIN_MS);
        const asked = inputs.slice(at, at + TOGETHER).map((input) => ask(input, by, signal));
        results.push(...(await Promise.all(asked)));
      }
    } catch (error) {
      throw error instanceof WrapperError ? error : awsKmsFault(error);
    }
    return results;
  }

  private async load(): Promise<Loaded> {
    const sdk = await import('@aws-sdk/client-kms');
    const { key, region = regionOf(key) } = this.options;
    const client = new sdk.KMSClient({
      ...(region && { region }),
      maxAttempts: ATTEMPTS, // of what is throttled, away or late, with a pause that grows
      requestHandler: {
        connectionTimeout: CONNECT_MS,
        requestTimeout: ATTEMPT_MS,
        throwOnRequestTimeout: true,
      },
      ...this.options.client,
    });
    return { sdk, client };
  }
}

/** The region in an ARN: arn:partition:kms:region:account:key/id. */
function regionOf(key: string): string | undefined {
  return key.startsWith('arn:') ? key.split(':')[3] : undefined;
}

function written(ciphertext: Uint8Array | undefined): string {
  return `${WRAPPED}${Buffer.from(given(ciphertext)).toString('base64')}`;
}

function read(wrapped: string): Buffer {
  if (wrapped.startsWith(WRAPPED)) return Buffer.from(wrapped.slice(WRAPPED.length), 'base64');
  throw new WrapperError(
    'KEY_UNKNOWN',
    `A data key was wrapped by "${wrapped.split(':')[0]}", not by AWS KMS; set PARLEY_KEYRING to who wrapped it.`,
  );
}

function given(bytes: Uint8Array | undefined): Uint8Array {
  if (bytes === undefined)
    throw new WrapperError('KMS_UNAVAILABLE', 'AWS KMS left out a result; the same is tried again.');
  return bytes;
}
