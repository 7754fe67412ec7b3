import { exportJWK, generateKeyPair, createLocalJWKSet, SignJWT, type CryptoKey } from 'jose';
import { ApiAccess, newApiKey, type Admission } from './api-access.js';
import { accessOf, accessShape, ownNamesOf, type AccessSettings } from './access-settings.js';
import { may, permissions, roles, type Permission } from './permissions.js';

const ISSUER = 'https://id.example.com/';
const AUDIENCE = 'parley';
const read = (text: string) => accessShape.PARLEY_API_ACCESS.safeParse(text);
const denial = (admission: Admission) => (admission.ok ? 'admitted' : admission.denial);

describe('keys', () => {
  const { key, hash } = newApiKey();
  const access = new ApiAccess({ keys: [{ name: 'shop', hash, roles: ['compliance'] }] });

  it('open what their roles allow, and nothing else', async () => {
    const admission = await access.admit(`Bearer ${key}`, 'consents:write');
    expect(admission).toEqual({ ok: true, principal: { name: 'shop', roles: ['compliance'] } });
    expect(denial(await access.admit(`Bearer ${key}`, 'cases:write'))).toBe('FORBIDDEN');
  });

  it.each([
    ['none', undefined],
    ['another', `Bearer ${newApiKey().key}`],
    ['a part of it', `Bearer ${key.slice(0, -1)}`],
    ['its hash', `Bearer ${hash}`],
    ['another scheme', `Basic ${key}`],
    ['two', `Bearer ${key} ${key}`],
  ])('%s opens nothing', async (_, header) => {
    expect(denial(await access.admit(header, 'consents:read'))).toBe('UNAUTHENTICATED');
  });

  it('are never the same twice', () => {
    expect(newApiKey().key).not.toBe(key);
    expect(key).toMatch(/^pk_[\w-]{43}$/);
  });
});

describe('tokens', () => {
  let signing: CryptoKey;
  let access: ApiAccess;
  const settings: AccessSettings = {
    keys: [],
    jwt: { issuer: ISSUER, audience: AUDIENCE, jwksUri: ISSUER, algorithms: ['ES256'], rolesClaim: 'roles' },
  };

  beforeAll(async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    signing = privateKey;
    access = new ApiAccess(
      settings,
      createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), kid: 'a' }] }),
    );
  });

  const token = (claims: object = {}, change: (jwt: SignJWT) => SignJWT = (jwt) => jwt): Promise<string> =>
    change(
      new SignJWT({ roles: ['agent'], ...claims })
        .setProtectedHeader({ alg: 'ES256', kid: 'a' })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject('kim')
        .setExpirationTime('5 min'),
    ).sign(signing);
  const asked = async (jwt: string, permission: Permission = 'cases:write') =>
    access.admit(`Bearer ${jwt}`, permission);

  it('of the issuer, for us and in time, open what their roles allow', async () => {
    expect(await asked(await token())).toEqual({ ok: true, principal: { name: 'kim', roles: ['agent'] } });
    expect(denial(await asked(await token(), 'consents:write'))).toBe('FORBIDDEN');
    expect(denial(await asked(await token({ roles: 'admin' }), 'consents:write'))).toBe('admitted');
    expect(denial(await asked(await token({ roles: ['emperor', 7] }), 'cases:read'))).toBe('FORBIDDEN');
  });

  it.each([
    ['of another issuer', (jwt: SignJWT) => jwt.setIssuer('https://id.example.org/')],
    ['for somebody else', (jwt: SignJWT) => jwt.setAudience('other')],
    ['that are over', (jwt: SignJWT) => jwt.setExpirationTime('-5 min')],
    ['that are not yet valid', (jwt: SignJWT) => jwt.setNotBefore('5 min')],
  ])('%s are refused', async (_, change) => {
    expect(denial(await asked(await token({}, change)))).toBe('UNAUTHENTICATED');
  });

  it('signed by nobody, or by a secret that everybody knows, are refused', async () => {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = { iss: ISSUER, aud: AUDIENCE, sub: 'kim', exp: 4_102_444_800, roles: ['admin'] };
    expect(denial(await asked(`${part({ alg: 'none' })}.${part(claims)}.`))).toBe('UNAUTHENTICATED');
    const shared = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: 'a' })
      .sign(new TextEncoder().encode('a'.repeat(32)));
    expect(denial(await asked(shared))).toBe('UNAUTHENTICATED');
    const good = await token();
    expect(denial(await asked(`${good.slice(0, -4)}AAAA`))).toBe('UNAUTHENTICATED');
  });
});

describe('who may use the APIs', () => {
  it('is anybody on the loopback address, and nobody elsewhere, where nothing is said', () => {
    expect(accessOf({ HOST: '127.0.0.1' })).toBe('open');
    expect(accessOf({ HOST: '0.0.0.0' })).toBe('closed');
    expect(accessOf({ HOST: '0.0.0.0', PARLEY_API_ACCESS: 'open' })).toBe('open');
  });

  it('asks by a name of this machine where nothing but the address lets them in', () => {
    const open = ownNamesOf({ HOST: '127.0.0.1' });
    for (const host of ['localhost', 'LOCALHOST:8379', '127.0.0.1:8379', '[::1]:8379', '[::1]'])
      expect([host, open(host)]).toEqual([host, true]);
    for (const host of [
      'shop.example',
      'localhost.shop.example:8379',
      '127.0.0.1.shop.example',
      '',
      undefined,
    ])
      expect([host, open(host)]).toEqual([host, false]);
    expect(ownNamesOf({ HOST: '0.0.0.0' })('parley.shop.example')).toBe(true);
    expect(ownNamesOf({ HOST: '127.0.0.1', PARLEY_API_ACCESS: 'open' })('parley.shop.example')).toBe(true);
  });

  it('is nobody where it is closed', async () => {
    expect(denial(await new ApiAccess('closed').admit('Bearer x', 'cases:read'))).toBe('ACCESS_CLOSED');
  });

  it('is also who the service let in itself, whatever else is said; and nobody by their word', async () => {
    const access = new ApiAccess('closed');
    const kim = { name: 'kim', roles: ['agent'] } as const;
    access.believe({ principalOf: async (session) => (session === 's1' ? kim : undefined) });
    expect(await access.admit('Session s1', 'cases:read')).toEqual({ ok: true, principal: kim });
    expect(denial(await access.admit('Session s1', 'consents:write'))).toBe('FORBIDDEN');
    expect(denial(await access.admit('Session s2', 'cases:read'))).toBe('ACCESS_CLOSED');
    expect(denial(await access.admit('Bearer s1', 'cases:read'))).toBe('ACCESS_CLOSED');
    expect(denial(await new ApiAccess('closed').admit('Session s1', 'cases:read'))).toBe('ACCESS_CLOSED');
  });

  it.each([
    ['{', /open, closed, or JSON/],
    ['{"keys":[{"name":"a","hash":"pk_secret","roles":["admin"]}]}', /keys\.0\.hash/],
    ['{"keys":[{"name":"a","hash":"sha256:00","roles":["emperor"]}]}', /keys\.0\.roles\.0/],
    [
      '{"jwt":{"issuer":"https://a.example","audience":"p","jwksUri":"https://a.example","algorithms":["HS256"]}}',
      /algorithms/,
    ],
    ['{"jwk":{}}', /jwk/],
  ])('is refused as it stands in %s, without a word of it', (text, message) => {
    const parsed = read(text);
    expect(parsed.success).toBe(false);
    expect(parsed.error!.message).toMatch(message);
    expect(parsed.error!.message).not.toContain('pk_secret');
  });

  it('by roles: a viewer changes nothing, an admin may do all', () => {
    for (const permission of permissions) {
      expect(may({ name: 'v', roles: ['viewer'] }, permission)).toBe(permission.endsWith(':read'));
      expect(may({ name: 'a', roles: ['admin'] }, permission)).toBe(true);
      expect(roles.some((role) => may({ name: 'r', roles: [role] }, permission))).toBe(true);
      expect(may({ name: 'nobody', roles: [] }, permission)).toBe(false);
    }
  });
});
