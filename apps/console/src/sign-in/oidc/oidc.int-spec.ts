import { prepared, type Database } from '@parley/persistence';
import { closeLater, testDatabase } from '@parley/testing';
import { exportJWK, generateKeyPair } from 'jose';
import { PROOF_HEADER } from '../session-cookie.js';
import type { SessionView } from '../sign-in.controller.js';
import type { Browser, Seen } from './browser.builder.js';
import { CONSOLE_URL, settingsFor, TestConsole } from './console.builder.js';
import type { OidcSettings } from './oidc-settings.js';
import { TestProvider } from './provider.builder.js';

const START = `${CONSOLE_URL}/sign-in/oidc`;
const HOST = new URL(CONSOLE_URL).host;
const KIM = { sub: 's-1', email: 'kim@example.com', email_verified: true, groups: ['desk', 'choir'] };

let database: Database;
beforeAll(async () => {
  ({ database } = await testDatabase());
  // The provider says what of it is for trying alone.
  for (const level of ['info', 'warn'] as const) jest.spyOn(globalThis.console, level).mockReturnValue();
});
afterEach(() => run('DELETE FROM console.sessions'));

const run = <R extends object>(text: string, ...values: unknown[]) =>
  database.query<R>(prepared('', text)(...values));

async function opened(
  options: { thin?: boolean; settings?: Partial<OidcSettings> } = {},
): Promise<{ provider: TestProvider; console: TestConsole }> {
  const provider = await TestProvider.open(CONSOLE_URL, options);
  closeLater(() => provider.close());
  provider.person = KIM;
  const console = await TestConsole.open(database, settingsFor(provider.issuer, options.settings));
  closeLater(() => console.close());
  return { provider, console };
}

const isCallback = ({ host, pathname }: URL): boolean => host === HOST && pathname.endsWith('/callback');
/** As far as the provider's answer, which is not given to the console yet. */
const answered = (browser: Browser, start: string | URL = START) => browser.go(start, isCallback);
const codeOf = ({ text }: Seen): string | undefined => /<code>([A-Z_]+)<\/code>/.exec(text)?.[1];
const look = async (browser: Browser) => (await browser.ask(`${CONSOLE_URL}/v1/things`)).status;
const sessions = () =>
  run<{ who: string; roles: string[]; subject: string }>(
    'SELECT who, roles, subject FROM console.sessions ORDER BY begun_at',
  );
const proofFor = async (browser: Browser) =>
  (JSON.parse((await browser.ask(`${CONSOLE_URL}/sign-in/session`)).text) as SessionView).proof;
const post = async (browser: Browser, path: string, proof?: string) =>
  browser.ask(CONSOLE_URL + path, {
    ...{ method: 'POST', body: '{}' },
    headers: { 'content-type': 'application/json', ...(proof && { [PROOF_HEADER]: proof }) },
  });

describe.each([
  ['whose tokens say all', false],
  ['whose tokens are thin', true],
])('signing in by a provider %s', (_, thin) => {
  it('begins a session like any other, and goes on where somebody was', async () => {
    const { console } = await opened({ thin });
    const browser = console.browser();
    expect(await look(browser)).toBe(401);
    const hash = '#/conversations/4f';
    const seen = await browser.go(`${START}?to=${encodeURIComponent(hash)}`);
    expect([seen.url.href, seen.text]).toEqual([`${CONSOLE_URL}/${hash}`, 'the console']);
    expect(await look(browser)).toBe(200);
    expect(await sessions()).toEqual([{ who: 'kim@example.com', roles: ['agent'], subject: 's-1' }]);
    // The same guards as for who came by the link.
    expect((await post(browser, '/v1/things')).status).toBe(403);
    expect((await post(browser, '/v1/things', await proofFor(browser))).status).toBe(200);
  });
});

describe('a sign-in', () => {
  let provider: TestProvider;
  let console: TestConsole;
  beforeAll(async () => void ({ provider, console } = await opened()));
  beforeEach(() => {
    provider.person = KIM;
    console.clock.movedMs = 0;
  });

  it('is bound to its browser by a cookie that no script reads, and asks with PKCE', async () => {
    const browser = console.browser();
    const begun = await browser.ask(START);
    expect(begun.headers.get('set-cookie')).toMatch(
      /^parley_sign_in=[^;]+; Max-Age=600; Path=\/sign-in\/oidc; HttpOnly; Secure; SameSite=Lax$/,
    );
    const asked = new URL(begun.headers.get('location')!).searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({
      ...{ response_type: 'code', code_challenge_method: 'S256', client_id: 'parley' },
      ...{ redirect_uri: `${START}/callback`, scope: 'openid profile email' },
    });
    const sealed = begun.headers.get('set-cookie')!;
    for (const secret of ['state', 'nonce'].map((name) => asked.get(name)!)) {
      expect(secret).toMatch(/^[\w-]{43}$/);
      expect(sealed).not.toContain(secret);
    }
  });

  it('leaves its cookie behind when it ends, well or not', async () => {
    const browser = console.browser();
    await browser.go(START);
    expect(browser.cookiesOf(HOST)).toEqual(['parley_session']);
    const other = console.browser();
    const { url } = await answered(other);
    url.searchParams.set('state', 'x');
    await other.ask(url);
    expect(other.cookiesOf(HOST)).toEqual([]);
  });

  it.each<[string, (asked: URL) => void]>([
    ['another nonce', (asked) => asked.searchParams.set('nonce', 'x'.repeat(43))],
    ['another challenge', (asked) => asked.searchParams.set('code_challenge', 'x'.repeat(43))],
  ])('that was asked with %s is refused', async (_, change) => {
    const browser = console.browser();
    const asked = new URL((await browser.ask(START)).headers.get('location')!);
    change(asked);
    const seen = await browser.go(asked);
    expect([seen.status, codeOf(seen)]).toEqual([401, 'SIGN_IN_REFUSED']);
    expect(await sessions()).toEqual([]);
  });

  it('takes no answer with another state, also one that is real and another’s', async () => {
    const [mine, theirs] = [console.browser(), console.browser()];
    const { url } = await answered(theirs);
    await answered(mine);
    const seen = await mine.ask(url);
    expect([seen.status, codeOf(seen)]).toEqual([400, 'SIGN_IN_MISMATCH']);
    expect(await sessions()).toEqual([]);
  });

  it('takes an answer once', async () => {
    const browser = console.browser();
    const { url } = await answered(browser);
    const copy = browser.copy();
    expect((await browser.ask(url)).status).toBe(303);
    const again = await browser.ask(url);
    expect([again.status, codeOf(again)]).toEqual([400, 'SIGN_IN_EXPIRED']);
    const copied = await copy.ask(url);
    expect([copied.status, codeOf(copied)]).toEqual([401, 'SIGN_IN_REFUSED']);
    expect(await sessions()).toHaveLength(1);
  });

  it('is over after 10 minutes', async () => {
    const browser = console.browser();
    const { url } = await answered(browser);
    console.clock.movedMs = 601_000;
    const seen = await browser.ask(url);
    expect([seen.status, codeOf(seen)]).toEqual([400, 'SIGN_IN_EXPIRED']);
  });

  it('takes no cookie that is made up', async () => {
    const { url } = await answered(console.browser());
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = part({
      state: url.searchParams.get('state'),
      nonce: 'n',
      verifier: 'v',
      to: '//evil.example',
    });
    const made = [`${part({ alg: 'none' })}.${claims}.`, claims, 'x'];
    for (const value of made) {
      const seen = await console.browser().ask(url, { headers: { cookie: `parley_sign_in=${value}` } });
      expect(codeOf(seen)).toBe('SIGN_IN_EXPIRED');
    }
  });

  it('goes on at no address but ours', async () => {
    for (const to of ['//evil.example', 'https://evil.example', '/\\evil.example', '#/x&to=//evil.example']) {
      const browser = console.browser();
      const { url } = await answered(browser, `${START}?to=${encodeURIComponent(to)}`);
      expect((await browser.ask(url)).headers.get('location')).toBe('/');
    }
    const twice = console.browser();
    const { url } = await answered(twice, `${START}?to=%23%2Fx&to=%2F%2Fevil.example`);
    expect((await twice.ask(url)).headers.get('location')).toBe('/');
  });

  it('of who has no role ends with a page that says so and whom to ask, and nothing is kept', async () => {
    provider.person = { ...KIM, groups: ['choir', 'admin'] };
    const seen = await console.browser().go(START);
    expect([seen.status, codeOf(seen)]).toEqual([403, 'ROLE_MISSING']);
    for (const word of ['kim@example.com', 'the desk (desk@example.com)', 'groups'])
      expect(seen.text).toContain(word);
    expect(seen.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(await sessions()).toEqual([]);
  });

  it('reads roles anew, for all sessions of the same person', async () => {
    const [older, newer] = [console.browser(), console.browser()];
    await older.go(START);
    provider.person = { ...KIM, groups: ['readers'] };
    await newer.go(START);
    expect(await sessions()).toMatchObject([{ roles: ['viewer'] }, { roles: ['viewer'] }]);
    expect((await post(older, '/v1/things', await proofFor(older))).status).toBe(403);
    provider.person = { ...KIM, groups: [] };
    expect(codeOf(await console.browser().go(START))).toBe('ROLE_MISSING');
    expect([await look(older), await look(newer)]).toEqual([401, 401]);
    expect(await sessions()).toEqual([]);
  });

  it('that somebody turns back from is no error of ours', async () => {
    provider.turnsBack = true;
    const seen = await console.browser().go(START);
    provider.turnsBack = false;
    expect([seen.status, codeOf(seen)]).toEqual([403, 'SIGN_IN_DENIED']);
  });

  it('shows nothing as HTML that the provider says', async () => {
    provider.person = { ...KIM, email: '<script>alert(1)</script>@example.com', groups: [] };
    const seen = await console.browser().go(START);
    expect(seen.text).toContain('&lt;script&gt;');
    expect(seen.text).not.toContain('<script>');
  });

  it('stands in the audit log, and so does what was refused', async () => {
    await console.browser().go(START);
    provider.person = { ...KIM, groups: [] };
    await console.browser().go(START);
    await console.browser().ask(`${START}/callback?code=x&state=y`);
    const entries = await console.audit.search({ what: 'sign-in.oidc' }, 3);
    const action = 'sign-in.oidc';
    expect(entries).toMatchObject([
      { who: 'nobody', roles: [], action, target: provider.issuer, code: 'SIGN_IN_EXPIRED' },
      { who: 'kim@example.com', roles: [], action, target: 's-1', outcome: 'refused', code: 'ROLE_MISSING' },
      { who: 'kim@example.com', roles: ['agent'], action, target: 's-1', outcome: 'ok' },
    ]);
  });

  it('ends here and at the provider', async () => {
    const browser = console.browser();
    await browser.go(START);
    expect((await post(browser, '/sign-in/out')).status).toBe(403);
    const out = await post(browser, '/sign-in/out', await proofFor(browser));
    expect([await look(browser), await sessions()]).toEqual([401, []]);
    expect(browser.cookiesOf(HOST)).toEqual([]);
    const { goTo } = JSON.parse(out.text) as { goTo: string };
    const asked = await browser.ask(goTo);
    expect(asked.status).toBe(200);
    const [, xsrf] = /name="xsrf" value="(\w+)"/.exec(asked.text)!;
    const left = await browser.ask(`${provider.issuer}/session/end/confirm`, {
      ...{ method: 'POST', body: new URLSearchParams({ xsrf: xsrf!, logout: 'yes' }) },
    });
    expect(left.headers.get('location')).toBe(`${CONSOLE_URL}/`);
    const [entry] = await console.audit.search({ what: 'sign-in.out' }, 1);
    expect(entry).toMatchObject({ who: 'kim@example.com', outcome: 'ok' });
  });

  it('keeps neither the session nor the provider’s token as they are', async () => {
    const browser = console.browser();
    const { url } = await answered(browser);
    const session = /parley_session=([^;]+)/.exec(
      (await browser.ask(url)).headers.getSetCookie().join(';'),
    )![1]!;
    const [row] = await run<{ id_token: Buffer; whole: string }>(
      'SELECT id_token, s::text AS whole FROM console.sessions s',
    );
    expect(row!.whole).not.toContain(session);
    expect(row!.id_token.length).toBeGreaterThan(200);
    expect(row!.id_token.toString('latin1')).not.toContain('eyJ');
  });
});

describe('sessions of a provider', () => {
  it('are worth nothing where it is the provider no more', async () => {
    const { provider, console } = await opened();
    const browser = console.browser();
    await browser.go(START);
    expect(await look(browser)).toBe(200);
    await run('UPDATE console.sessions SET issuer = $1', `${provider.issuer}/x`);
    expect(await look(browser)).toBe(401);
  });
});

describe('a provider that is away', () => {
  it('stops no console, and is found when it is back', async () => {
    const { provider, console } = await opened();
    await provider.close();
    const away = await console.browser().ask(START);
    expect([away.status, codeOf(away)]).toEqual([503, 'IDENTITY_PROVIDER_AWAY']);
    expect(JSON.parse((await console.browser().ask(`${CONSOLE_URL}/sign-in/session`)).text)).toEqual({
      provider: 'Example',
    });
    await provider.reopen();
    const browser = console.browser();
    await browser.go(START);
    expect(await look(browser)).toBe(200);
  });

  it('lets nobody in while somebody is on the way back, and out all the same', async () => {
    const { provider, console } = await opened();
    const [inside, coming] = [console.browser(), console.browser()];
    await inside.go(START);
    const { url } = await answered(coming);
    await provider.close();
    const seen = await coming.ask(url);
    expect([seen.status, codeOf(seen)]).toEqual([503, 'IDENTITY_PROVIDER_AWAY']);
    expect((await post(inside, '/sign-in/out', await proofFor(inside))).status).toBe(200);
    expect(await sessions()).toEqual([]);
  });

  it('or whose published keys did not sign what it sends, lets nobody in', async () => {
    const { provider, console } = await opened();
    const { publicKey } = await generateKeyPair('RS256');
    provider.foreignKeys = { keys: [{ ...(await exportJWK(publicKey)), alg: 'RS256', use: 'sig' }] };
    const seen = await console.browser().go(START);
    expect([seen.status, codeOf(seen)]).toEqual([401, 'SIGN_IN_REFUSED']);
    expect(await sessions()).toEqual([]);
  });

  it('or that does not know us, lets nobody in', async () => {
    const { console } = await opened({ settings: { clientSecret: 'another' } });
    const seen = await console.browser().go(START);
    expect([seen.status, codeOf(seen)]).toEqual([502, 'CLIENT_REFUSED']);
  });
});
