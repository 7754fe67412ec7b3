/** Why somebody does not come in. The codes stay. */
const REFUSALS = {
  SIGN_IN_EXPIRED: [
    400,
    'This sign-in began more than 10 minutes ago, in another browser, or has ended already. Sign in again.',
  ],
  SIGN_IN_MISMATCH: [
    400,
    'This answer belongs to another sign-in than the one that began last here. Sign in again.',
  ],
  SIGN_IN_DENIED: [403, 'The identity provider did not let you in, or you turned back there.'],
  SIGN_IN_REFUSED: [
    401,
    'What the identity provider sent is used up, out of date or not meant for this sign-in. Sign in again.',
  ],
  ROLE_MISSING: [403, 'You are known, and have no role here.'],
  CLIENT_REFUSED: [
    502,
    'The identity provider does not take the console for its client. Its operator must correct CONSOLE_OIDC_CLIENT_ID, CONSOLE_OIDC_CLIENT_SECRET or CONSOLE_OIDC_SCOPES.',
  ],
  IDENTITY_PROVIDER_AWAY: [503, 'The identity provider does not answer as it should. Try again in a moment.'],
} as const satisfies Record<string, readonly [status: number, message: string]>;

export type SignInRefusalCode = keyof typeof REFUSALS;

/** Somebody does not come in: what they are told, and by what code it is known. */
export class SignInRefusal extends Error {
  override readonly name = 'SignInRefusal';
  readonly status: number;

  /** @param more further sentences for who is refused */
  constructor(
    readonly code: SignInRefusalCode,
    more = '',
    options?: ErrorOptions,
  ) {
    super(`${REFUSALS[code][1]} ${more}`.trim(), options);
    this.status = REFUSALS[code][0];
  }
}
