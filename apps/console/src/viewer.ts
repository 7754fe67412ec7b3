import { ForbiddenException, Injectable } from '@nestjs/common';
import { ApiAccess, may, type Permission, permissions } from '@parley/platform';
import { maskedNumber } from './domain/masked-number.js';

/** As long as `by` of an order may be. */
const MOST_CHARACTERS = 80;
const NOT_ANY_MORE = 'Your key or token does not allow this any more; sign in again.';

/** Shows a number as somebody may see it. */
export type Shown = (number: string) => string;

/** What whoever asks may do and see. */
@Injectable()
export class Viewer {
  constructor(private readonly access: ApiAccess) {}

  /** Numbers as they are for who holds `numbers:see`, masked for everybody else. */
  async numbers(authorization: string | undefined): Promise<Shown> {
    const { ok } = await this.access.admit(authorization, 'numbers:see');
    return ok ? (number) => number : maskedNumber;
  }

  /** Who asks, for what is kept of it: the key's name or the token's subject, 80 characters at most. */
  async name(authorization: string | undefined, permission: Permission): Promise<string> {
    const admission = await this.access.admit(authorization, permission);
    if (!admission.ok) throw new ForbiddenException({ code: admission.denial, message: NOT_ANY_MORE });
    return admission.principal.name.slice(0, MOST_CHARACTERS);
  }

  /** All that whoever asks may do: the pages leave out what they may not. */
  async permissions(authorization: string | undefined): Promise<Permission[]> {
    const who = await this.access.whoIs(authorization);
    return who === undefined ? [] : permissions.filter((one) => may(who, one));
  }
}
