import { SignJWT, UnsecuredJWT } from 'jose';
import { ApiAccess } from './api-access.js';
import { Vouchers, vouchersOf } from './vouchers.js';

const kim = { name: 'kim@example.com', roles: ['agent'] } as const;
const PEPPER = 'sixteen characters or more';
const tokenIn = (authorization: string): string => authorization.replace('Bearer ', '');

describe('a voucher', () => {
  let nowMs = Date.UTC(2026, 10, 26);
  const vouchers = new Vouchers(PEPPER, () => nowMs);

  it('names to another service whom one let in', async () => {
    expect(await vouchers.read(tokenIn(await vouchers.of(kim)))).toEqual(kim);
  });

  it('opens what their roles open, also where no key and no issuer does', async () => {
    const access = new ApiAccess('closed', undefined, vouchers);
    expect(await access.admit(await vouchers.of(kim), 'cases:write')).toEqual({ ok: true, principal: kim });
    expect(await access.admit(await vouchers.of(kim), 'config:write')).toEqual({
      ok: false,
      denial: 'FORBIDDEN',
    });
    expect(await new ApiAccess('closed').admit(await vouchers.of(kim), 'cases:write')).toMatchObject({
      ok: false,
    });
  });

  it('opens nothing where the APIs are said to be closed', () => {
    expect(vouchersOf({ PARLEY_PEPPER: PEPPER })).toBeInstanceOf(Vouchers);
    expect(vouchersOf({ PARLEY_PEPPER: PEPPER, PARLEY_API_ACCESS: { keys: [] } })).toBeInstanceOf(Vouchers);
    expect(vouchersOf({ PARLEY_PEPPER: PEPPER, PARLEY_API_ACCESS: 'closed' })).toBeUndefined();
  });

  it('is over within minutes', async () => {
    const token = tokenIn(await vouchers.of(kim));
    nowMs += 80_000;
    expect(await vouchers.read(token)).toEqual(kim);
    nowMs += 20_000;
    expect(await vouchers.read(token)).toBeUndefined();
  });

  it('is nobody’s who has not the pepper', async () => {
    const other = await new Vouchers('another sixteen characters', () => nowMs).of(kim);
    expect(await vouchers.read(tokenIn(other))).toBeUndefined();
    const claims = { roles: ['admin'], sub: 'eve', iss: 'parley', aud: 'parley', exp: nowMs / 1000 + 30 };
    expect(await vouchers.read(new UnsecuredJWT(claims).encode())).toBeUndefined();
    expect(await vouchers.read('nonsense')).toBeUndefined();
  });

  it('is told from other tokens under the same key', async () => {
    const key = (vouchers as unknown as { key: Uint8Array }).key;
    const signed = (typ: string, claims: object) =>
      new SignJWT({ ...claims }).setProtectedHeader({ alg: 'HS256', typ }).sign(key);
    const claims = { roles: ['admin'], sub: 'kim', iss: 'parley', aud: 'parley', exp: nowMs / 1000 + 30 };
    expect(await vouchers.read(await signed('parley-voucher+jwt', claims))).toMatchObject({ name: 'kim' });
    expect(await vouchers.read(await signed('JWT', claims))).toBeUndefined();
    expect(
      await vouchers.read(await signed('parley-voucher+jwt', { ...claims, aud: 'other' })),
    ).toBeUndefined();
    expect(
      await vouchers.read(await signed('parley-voucher+jwt', { ...claims, exp: undefined })),
    ).toBeUndefined();
  });
});
