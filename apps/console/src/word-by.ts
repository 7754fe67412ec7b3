import type { ApiAccess, Vouchers } from '@parley/platform';

/** Our word to other services for who is in a session of ours; undefined where it is over. */
export function wordBy(
  access: ApiAccess,
  vouchers: Vouchers,
): (session: string) => Promise<string | undefined> {
  return async (session) => {
    const who = await access.whoIs(session);
    return who && vouchers.of(who);
  };
}
