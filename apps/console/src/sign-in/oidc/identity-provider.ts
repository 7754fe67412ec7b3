import { rolesOfClaims, type Role } from '@parley/platform';
import * as oidc from 'openid-client';
import { nameOfClaims } from '../../domain/sign-in/name-of-claims.js';
import type { OidcSettings } from './oidc-settings.js';
import { refusalOf } from './provider-failure.js';
import { SignInRefusal } from './sign-in-refusal.js';

/** Of each request to the provider, s. */
const WITHIN_S = 5;
export const CALLBACK_PATH = '/sign-in/oidc/callback';

/** What binds a provider's answer to the browser that asked; random, of one sign-in. */
export interface Binding {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Whom the provider named, and what they may do here; perhaps nothing. */
export interface Identity {
  readonly subject: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly idToken: string;
}

/**
 * People's identity provider by OpenID Connect: authorization code with PKCE (OpenID Connect Core 1.0, 3.1; RFC 7636).
 * It is looked up when somebody signs in, and again the next time where it was away; a console starts without it.
 */
export class IdentityProvider {
  private found: Promise<oidc.Configuration> | undefined;

  constructor(readonly settings: OidcSettings) {}

  /** Where the browser is to go, and what its answer has to fit. @throws SignInRefusal IDENTITY_PROVIDER_AWAY */
  async begin(): Promise<{ url: string; binding: Binding }> {
    const provider = await this.provider();
    const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()];
    const url = oidc.buildAuthorizationUrl(provider, {
      redirect_uri: this.settings.publicUrl + CALLBACK_PATH,
      scope: this.settings.scopes.join(' '),
      ...{ state, nonce, code_challenge_method: 'S256' },
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    });
    return { url: url.href, binding: { state, nonce, verifier } };
  }

  /**
   * Whom the provider's answer names.
   *
   * @param query as it came to the callback, with its question mark
   * @throws SignInRefusal
   */
  async finish(query: string, { state, nonce, verifier }: Binding): Promise<Identity> {
    const answer = new URL(CALLBACK_PATH + query, this.settings.publicUrl);
    if (answer.searchParams.get('state') !== state) throw new SignInRefusal('SIGN_IN_MISMATCH');
    const provider = await this.provider();
    try {
      const tokens = await oidc.authorizationCodeGrant(provider, answer, {
        ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true },
      });
      const claims = await this.claimsOf(provider, tokens);
      const { sub: subject } = claims;
      const roles = rolesOfClaims(claims, this.settings.rule);
      return { subject, name: nameOfClaims(claims), roles, idToken: tokens.id_token! };
    } catch (error) {
      throw refusalOf(error);
    }
  }

  /** Where the provider ends its own session, if it offers that and answers. Never throws. */
  async endOf(idToken: string): Promise<string | undefined> {
    const provider = await this.provider().catch(() => undefined);
    if (provider?.serverMetadata().end_session_endpoint === undefined) return undefined;
    return oidc.buildEndSessionUrl(provider, {
      id_token_hint: idToken,
      post_logout_redirect_uri: `${this.settings.publicUrl}/`,
    }).href;
  }

  /** What the token says, and where it is thin what the provider says beside it. */
  private async claimsOf(
    provider: oidc.Configuration,
    tokens: Awaited<ReturnType<typeof oidc.authorizationCodeGrant>>,
  ): Promise<oidc.IDToken> {
    const claims = tokens.claims()!;
    const isWhole = claims.email !== undefined && rolesOfClaims(claims, this.settings.rule).length > 0;
    if (isWhole || provider.serverMetadata().userinfo_endpoint === undefined) return claims;
    return { ...(await oidc.fetchUserInfo(provider, tokens.access_token, claims.sub)), ...claims };
  }

  /** Looked up once, by all who sign in meanwhile. */
  private provider(): Promise<oidc.Configuration> {
    this.found ??= this.lookUp().catch((error: unknown) => {
      this.found = undefined;
      throw new SignInRefusal('IDENTITY_PROVIDER_AWAY', '', { cause: error });
    });
    return this.found;
  }

  private lookUp(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    const address = new URL(issuer);
    return oidc.discovery(address, clientId, undefined, authenticationBy(clientSecret), {
      timeout: WITHIN_S,
      execute: [
        // Tokens come from the provider itself by TLS; their signatures are checked all the same.
        oidc.enableNonRepudiationChecks,
        // Settings allow it on the loopback address alone.
        ...(address.protocol === 'http:' ? [oidc.allowInsecureRequests] : []),
      ],
    });
  }
}

/** By header unless the provider takes it in the body alone (OpenID Connect Discovery 1.0: the header is the default). */
function authenticationBy(secret: string | undefined): oidc.ClientAuth {
  if (secret === undefined) return oidc.None();
  const [byHeader, byBody] = [oidc.ClientSecretBasic(secret), oidc.ClientSecretPost(secret)];
  return (provider, ...request) => {
    const taken = provider.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    (taken.includes('client_secret_basic') ? byHeader : byBody)(provider, ...request);
  };
}
