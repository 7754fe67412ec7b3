import { accessShape } from '@parley/platform';
import { z } from 'zod';
import { closedToStrangers, oidcSettingsOf, oidcShape } from './oidc-settings.js';

const schema = z.object({ ...oidcShape, ...accessShape });
const LEAST = {
  CONSOLE_OIDC_CLIENT_ID: 'parley',
  CONSOLE_OIDC_ISSUER: 'https://id.example.com/realm',
  CONSOLE_PUBLIC_URL: 'https://parley.example.com/',
};
const settingsOf = (environment: Record<string, string>) => oidcSettingsOf(schema.parse(environment));

describe('signing in by OpenID Connect', () => {
  it('is off where nothing is said of it', () => {
    expect(settingsOf({})).toBeUndefined();
    expect(
      settingsOf({ CONSOLE_PUBLIC_URL: 'https://parley.example.com', CONSOLE_SESSION_HOURS: '8' }),
    ).toBeUndefined();
  });

  it('needs three settings, and has sensible others', () => {
    expect(settingsOf(LEAST)).toEqual({
      ...{ issuer: 'https://id.example.com/realm', clientId: 'parley', clientSecret: undefined },
      ...{ name: 'id.example.com', publicUrl: 'https://parley.example.com', ask: undefined },
      scopes: ['openid', 'profile', 'email'],
      rule: { claim: 'roles', roles: undefined },
    });
  });

  it('takes what PARLEY_API_ACCESS says of the issuer, of that issuer alone', () => {
    const jwt = {
      ...{
        issuer: 'https://id.example.com/realm',
        audience: 'parley',
        jwksUri: 'https://id.example.com/jwks',
      },
      ...{ rolesClaim: 'groups', roles: { ops: 'operator' } },
    };
    const PARLEY_API_ACCESS = JSON.stringify({ jwt });
    const rule = { claim: 'groups', roles: { ops: 'operator' } };
    const { CONSOLE_OIDC_ISSUER: issuer, ...withoutIssuer } = LEAST;
    expect(settingsOf({ ...withoutIssuer, PARLEY_API_ACCESS })).toMatchObject({ issuer, rule });
    const own = { CONSOLE_OIDC_ROLES_CLAIM: 'teams', CONSOLE_OIDC_ROLES: '{"a":["agent","viewer"]}' };
    expect(settingsOf({ ...withoutIssuer, ...own, PARLEY_API_ACCESS })).toMatchObject({
      rule: { claim: 'teams', roles: { a: ['agent', 'viewer'] } },
    });
    const other = { ...LEAST, CONSOLE_OIDC_ISSUER: 'https://other.example.com', PARLEY_API_ACCESS };
    expect(settingsOf(other)).toMatchObject({ rule: { claim: 'roles', roles: undefined } });
  });

  it.each([
    [{ ...LEAST, CONSOLE_OIDC_ISSUER: '' }, /CONSOLE_OIDC_ISSUER is missing/],
    [{ ...LEAST, CONSOLE_PUBLIC_URL: '' }, /CONSOLE_PUBLIC_URL is missing/],
    [{ ...LEAST, PARLEY_API_ACCESS: 'open' }, /PARLEY_API_ACCESS is open/],
    [
      { ...LEAST, CONSOLE_OIDC_CLIENT_ID: '' },
      /CONSOLE_OIDC_ISSUER is set and CONSOLE_OIDC_CLIENT_ID is not/,
    ],
    [{ CONSOLE_OIDC_CLIENT_SECRET: 's3cret' }, /CONSOLE_OIDC_CLIENT_SECRET is set/],
    [{ ...LEAST, CONSOLE_OIDC_ISSUER: 'http://id.example.com' }, /https:/],
    [{ ...LEAST, CONSOLE_PUBLIC_URL: 'http://parley.example.com' }, /https:/],
    [{ ...LEAST, CONSOLE_PUBLIC_URL: 'https://example.com/parley' }, /no path/],
    [{ ...LEAST, CONSOLE_PUBLIC_URL: 'parley.example.com' }, /CONSOLE_PUBLIC_URL[^]*Invalid URL/],
    [{ ...LEAST, CONSOLE_OIDC_SCOPES: 'profile' }, /openid must be among them/],
    [{ ...LEAST, CONSOLE_OIDC_ROLES: '{' }, /it must be JSON/],
    [{ ...LEAST, CONSOLE_OIDC_ROLES: '{}' }, /it must be JSON/],
    [{ ...LEAST, CONSOLE_OIDC_ROLES: '{"a":"emperor"}' }, /a: a role is one of viewer/],
  ])('is refused as it stands in %j, by what to set', (given, message) => {
    const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
    expect(() => settingsOf(present as Record<string, string>)).toThrow(message);
  });

  it('closes the console to who has neither that nor a key, on the loopback address too', () => {
    const read = (more: Record<string, string>) => closedToStrangers(schema.parse(more)).PARLEY_API_ACCESS;
    expect(read({})).toBeUndefined();
    expect(read(LEAST)).toEqual({ keys: [] });
    expect(read({ ...LEAST, PARLEY_API_ACCESS: 'closed' })).toEqual({ keys: [] });
    const keys = { keys: [{ name: 'a', hash: `sha256:${'0'.repeat(64)}`, roles: ['viewer'] }] };
    expect(read({ ...LEAST, PARLEY_API_ACCESS: JSON.stringify(keys) })).toEqual(keys);
  });
});
