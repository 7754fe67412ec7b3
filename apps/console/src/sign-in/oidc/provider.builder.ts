import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider, type Configuration } from 'oidc-provider';

/** Who signs in at the provider, and what it says of them beside `sub`. */
export interface Person {
  readonly sub: string;
  readonly [claim: string]: unknown;
}

export const CLIENT = { id: 'parley', secret: 'a secret of the client, made for specs' };
const SCOPES = 'openid email profile';

/** An identity provider on the loopback: a certified one, whose people sign in without being asked. */
export class TestProvider {
  /** Who signs in next. */
  person: Person = { sub: 'nobody' };
  /** Whether they turn back there. */
  turnsBack = false;
  /** Published instead of the keys that sign its tokens. */
  foreignKeys: object | undefined;
  private server: Server | undefined;
  private callback: ((request: IncomingMessage, response: ServerResponse) => unknown) | undefined;
  private port = 0;

  private constructor() {}

  /**
   * @param consoleUrl where the console is that is its client
   * @param thin whether its tokens hold no more than the subject, and the rest is asked for
   */
  static async open(consoleUrl: string, { thin = false } = {}): Promise<TestProvider> {
    const provider = new TestProvider();
    await provider.reopen();
    const configuration = await provider.configuration(consoleUrl, thin);
    const behind = new Provider(provider.issuer, configuration);
    provider.callback = (request, response) => {
      if (request.url?.startsWith('/interaction/')) return provider.signIn(behind, request, response);
      if (request.url === '/jwks' && provider.foreignKeys)
        return response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(JSON.stringify(provider.foreignKeys));
      return behind.callback()(request, response);
    };
    return provider;
  }

  get issuer(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** As it was, at the same address. */
  async reopen(): Promise<void> {
    this.server = createServer((request, response) => void this.callback?.(request, response));
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    if (!this.server?.listening) return;
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private signIn(behind: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const result = this.turnsBack ? { error: 'access_denied' } : { login: { accountId: this.person.sub } };
    return behind.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  }

  private async configuration(consoleUrl: string, thin: boolean): Promise<Configuration> {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    return {
      clients: [
        {
          ...{ client_id: CLIENT.id, client_secret: CLIENT.secret },
          redirect_uris: [`${consoleUrl}/sign-in/oidc/callback`],
          post_logout_redirect_uris: [`${consoleUrl}/`],
        },
      ],
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['groups'] },
      conformIdTokenClaims: thin,
      cookies: { keys: ['made for specs'] },
      features: { devInteractions: { enabled: false } },
      findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ ...this.person, sub }) }),
      interactions: { url: (_, { uid }) => `/interaction/${uid}` },
      jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig' }] },
      loadExistingGrant: async ({ oidc }) => {
        const grant = new oidc.provider.Grant({
          ...{ clientId: oidc.client!.clientId, accountId: oidc.session!.accountId },
        });
        grant.addOIDCScope(SCOPES);
        await grant.save();
        return grant;
      },
    };
  }
}
