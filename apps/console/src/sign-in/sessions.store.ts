import type { Principal } from '@parley/platform';

/** Links that let in once, and who is in; known by hashes alone. */
export abstract class SessionsStore {
  abstract keepLink(hash: Buffer, forS: number): Promise<void>;
  /** Uses a link up. @returns whether it let in: it was there, and its time was not over */
  abstract takeLink(hash: Buffer): Promise<boolean>;
  abstract begin(hash: Buffer, who: Principal, forS: number): Promise<void>;
  /** Whose session it is, while it lasts. */
  abstract find(hash: Buffer): Promise<Principal | undefined>;
  abstract end(hash: Buffer): Promise<void>;
}
