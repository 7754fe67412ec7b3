import { Injectable } from '@nestjs/common';
import { ApiAccess, permissions, type Permission } from '@parley/platform';
import { maskedNumber } from './domain/masked-number.js';

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

  /** All that whoever asks may do: the pages leave out what they may not. */
  async permissions(authorization: string | undefined): Promise<Permission[]> {
    const held = await Promise.all(
      permissions.map(async (one) => ((await this.access.admit(authorization, one)).ok ? [one] : [])),
    );
    return held.flat();
  }
}
