import { hkdfSync } from 'node:crypto';
import { KeyWrapper, WrapperError } from './key-wrapper.port.js';
import { readKeyring, type Keyring } from './keyring-file.js';
import { open, seal, SealError } from './seal.js';

const ABOUT = 'data key';
const SECRET = 'secret';
/** How a key begins that was wrapped by the key that follows from a secret. */
export const OF_SECRET = `keyring:${SECRET}:`;

/** Wraps with keys of its own: from a file, or the one that follows from a secret. */
export class KeyringWrapper extends KeyWrapper {
  private ring: Keyring | undefined;

  /** @param read gives the keyring; asked again where a key is not known yet, as it may have been added meanwhile */
  constructor(private readonly read: () => Promise<Keyring>) {
    super();
  }

  /** From a file that `makeKeyring` made. */
  static ofFile(path: string): KeyringWrapper {
    return new KeyringWrapper(() => readKeyring(path));
  }

  /** The key that follows from a secret by HKDF (RFC 5869): another secret is another key. */
  static ofSecret(secret: string): KeyringWrapper {
    const key = Buffer.from(hkdfSync('sha256', secret, '', 'parley/data-keys', 32));
    return new KeyringWrapper(async () => ({ newest: SECRET, keys: new Map([[SECRET, key]]) }));
  }

  override async wrap(keys: readonly Buffer[]): Promise<string[]> {
    const { newest, keys: ours } = (this.ring ??= await this.read());
    const wrapping = ours.get(newest)!;
    return keys.map((key) => `keyring:${newest}:${seal(wrapping, key, ABOUT).toString('base64')}`);
  }

  override async unwrap(wrapped: readonly string[]): Promise<Buffer[]> {
    const named = wrapped.map(partsOf);
    const unknown = (): string | undefined =>
      named.find(({ name }) => this.ring?.keys.has(name) !== true)?.name;
    if (named.length > 0 && unknown() !== undefined) this.ring = await this.read();
    const missing = named.length > 0 ? unknown() : undefined;
    if (missing !== undefined)
      throw new WrapperError(
        'KEY_UNKNOWN',
        `The keyring has no key ${missing}; restore the keyring that had it.`,
      );
    return named.map(({ name, sealed }) => {
      try {
        return open(this.ring!.keys.get(name)!, sealed, ABOUT);
      } catch (error) {
        if (!(error instanceof SealError)) throw error;
        throw new WrapperError(
          'KEY_UNKNOWN',
          `The keyring's key ${name} is not the one that wrapped; restore the keyring, or the secret, that did.`,
        );
      }
    });
  }

  override async rewrap(wrapped: readonly string[]): Promise<string[]> {
    this.ring = await this.read();
    const { newest } = this.ring;
    const old = wrapped.filter((each) => partsOf(each).name !== newest);
    const renewed = await this.wrap(await this.unwrap(old));
    const byOld = new Map(old.map((each, i) => [each, renewed[i]!]));
    return wrapped.map((each) => byOld.get(each) ?? each);
  }
}

function partsOf(wrapped: string): { name: string; sealed: Buffer } {
  const [who, name, sealed] = wrapped.split(':');
  if (who === 'keyring' && name !== undefined && sealed !== undefined)
    return { name, sealed: Buffer.from(sealed, 'base64') };
  throw new WrapperError(
    'KEY_UNKNOWN',
    `A data key was wrapped by "${who}", not by a keyring; set PARLEY_KEYRING to who wrapped it.`,
  );
}
