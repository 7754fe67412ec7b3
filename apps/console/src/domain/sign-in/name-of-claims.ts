const MOST_CHARACTERS = 80;

/** Who somebody is, as the identity provider says. */
export interface NamingClaims {
  readonly sub: string;
  readonly email?: unknown;
  readonly email_verified?: unknown;
}

/**
 * The name that stands in logs: the e-mail address, unless the provider says that nobody checked it, or else the
 * subject. No control characters, 80 characters at most.
 */
export function nameOfClaims({ sub, email, email_verified: verified }: NamingClaims): string {
  const address = typeof email === 'string' && verified !== false ? printable(email) : '';
  return address === '' ? printable(sub) : address;
}

const printable = (text: string): string =>
  [...text.replace(/\p{C}/gu, '').trim()].slice(0, MOST_CHARACTERS).join('');
