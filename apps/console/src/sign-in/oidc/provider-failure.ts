import * as oidc from 'openid-client';
import { SignInRefusal, type SignInRefusalCode } from './sign-in-refusal.js';

/** What the library says of an answer that came, and is not one for us. */
const NOT_FOR_US: ReadonlySet<string | undefined> = new Set([
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
  'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED',
  'OAUTH_KEY_SELECTION_FAILED',
]);
/** The codes of RFC 6749 that say that our client, and not the person, is refused. */
const OF_CLIENT: ReadonlySet<string> = new Set(['invalid_client', 'unauthorized_client', 'invalid_scope']);
const OF_PROVIDER: ReadonlySet<string> = new Set(['server_error', 'temporarily_unavailable']);

/** What a failure of a sign-in means for who signs in; where no reason was given, that the provider is away. */
export function refusalOf(error: unknown): SignInRefusal {
  if (error instanceof SignInRefusal) return error;
  return new SignInRefusal(codeOf(error), '', { cause: error });
}

function codeOf(error: unknown): SignInRefusalCode {
  if (error instanceof oidc.AuthorizationResponseError || error instanceof oidc.ResponseBodyError) {
    if (OF_CLIENT.has(error.error)) return 'CLIENT_REFUSED';
    if (OF_PROVIDER.has(error.error)) return 'IDENTITY_PROVIDER_AWAY';
    return error instanceof oidc.ResponseBodyError ? 'SIGN_IN_REFUSED' : 'SIGN_IN_DENIED';
  }
  if (error instanceof oidc.WWWAuthenticateChallengeError) return 'CLIENT_REFUSED';
  const notForUs = error instanceof oidc.ClientError && NOT_FOR_US.has(error.code);
  return notForUs ? 'SIGN_IN_REFUSED' : 'IDENTITY_PROVIDER_AWAY';
}
