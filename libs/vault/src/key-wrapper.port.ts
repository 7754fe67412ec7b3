/**
 * Who wraps the people's data keys: the only place where the wrapping key is used. A wrapped key is one line of
 * text, whose beginning says who wrapped it.
 */
export abstract class KeyWrapper {
  /** In their order. Throws WrapperError. */
  abstract wrap(keys: readonly Buffer[]): Promise<string[]>;

  /** In their order; 32 bytes each. Throws WrapperError. */
  abstract unwrap(wrapped: readonly string[]): Promise<Buffer[]>;

  /** The same keys under the newest wrapping key; those that are already come back as they are. Throws WrapperError. */
  abstract rewrap(wrapped: readonly string[]): Promise<string[]>;
}

export type WrapperFault =
  /** It did not answer, or not in time: the same may succeed later. */
  | 'KMS_UNAVAILABLE'
  /** It refuses: wrong token, no such key. */
  | 'KMS_REFUSED'
  /** The wrapping key is there and may not be used: somebody switched it off, or asked for its deletion. */
  | 'KMS_KEY_DISABLED'
  /** The file is not there, or is none of ours. */
  | 'KEYRING_UNREADABLE'
  /** Wrapped by somebody else, or under a key that is gone. */
  | 'KEY_UNKNOWN'
  /** The setting names nobody who wraps. */
  | 'KEYRING_INVALID';

/** A key could not be wrapped or unwrapped. Holds no key. */
export class WrapperError extends Error {
  override readonly name = 'WrapperError';

  constructor(
    readonly code: WrapperFault,
    message: string,
  ) {
    super(message);
  }
}
