import { KeyWrapper } from './key-wrapper.port.js';

/**
 * Wraps by who is set now, and still unwraps what another one wrapped before: an installation that goes over to a keyring
 * or to a KMS goes on, and `parley keys rotate` brings its keys over.
 */
export class EarlierKeysWrapper extends KeyWrapper {
  /** @param isEarlier whether a wrapped key is of `earlier` */
  constructor(
    private readonly present: KeyWrapper,
    private readonly earlier: KeyWrapper,
    private readonly isEarlier: (wrapped: string) => boolean,
  ) {
    super();
  }

  override wrap(keys: readonly Buffer[]): Promise<string[]> {
    return this.present.wrap(keys);
  }

  override unwrap(wrapped: readonly string[]): Promise<Buffer[]> {
    return this.each(wrapped, this.present.unwrap.bind(this.present), this.earlier.unwrap.bind(this.earlier));
  }

  override rewrap(wrapped: readonly string[]): Promise<string[]> {
    return this.each(wrapped, this.present.rewrap.bind(this.present), async (old) =>
      this.present.wrap(await this.earlier.unwrap(old)),
    );
  }

  private async each<T>(
    wrapped: readonly string[],
    ofPresent: (wrapped: readonly string[]) => Promise<T[]>,
    ofEarlier: (wrapped: readonly string[]) => Promise<T[]>,
  ): Promise<T[]> {
    const old = wrapped.filter(this.isEarlier);
    if (old.length === 0) return ofPresent(wrapped);
    const rest = wrapped.filter((one) => !this.isEarlier(one));
    const [fromOld, fromRest] = [await ofEarlier(old), rest.length > 0 ? await ofPresent(rest) : []];
    return wrapped.map((one) => (this.isEarlier(one) ? fromOld : fromRest).shift()!);
  }
}
