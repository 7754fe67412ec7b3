import type { MtRequested } from '@parley/contracts';

/** The confirmation of an opt-out (47 CFR 64.1200(a)(12)) and the answer to HELP (CTIA) go whatever the limits are. */
export function isOwed({ purpose }: Pick<MtRequested, 'purpose'>): boolean {
  return purpose === 'opt_out_confirmation' || purpose === 'help';
}
