import type { Principal } from '@parley/platform';

/** Whom an identity provider named, and its token to show it when they leave, sealed. */
export interface NamedBy {
  readonly issuer: string;
  readonly subject: string;
  readonly idToken: Buffer | undefined;
}

/** Who is in, and by whose word; by the link of the first start where the issuer is absent. */
export interface KeptSession {
  readonly who: Principal;
  readonly issuer: string | undefined;
}

/** Links that let in once, and who is in; known by hashes alone. */
export abstract class SessionsStore {
  abstract keepLink(hash: Buffer, forS: number): Promise<void>;
  /** Uses a link up. @returns whether it let in: it was there, and its time was not over */
  abstract takeLink(hash: Buffer): Promise<boolean>;
  /** Begins a session; all others of whom the same identity provider named have the same roles from then on. */
  abstract begin(hash: Buffer, who: Principal, forS: number, by?: NamedBy): Promise<void>;
  /** Whose session it is, while it lasts, and it is no older than this. */
  abstract find(hash: Buffer, mostS: number): Promise<KeptSession | undefined>;
  /** @returns the sealed token that it began with */
  abstract end(hash: Buffer): Promise<Buffer | undefined>;
  /** Ends all sessions of whom an identity provider named. */
  abstract endAllOf(by: Pick<NamedBy, 'issuer' | 'subject'>): Promise<void>;
}
