import { KeyringWrapper } from './keyring.wrapper.js';
import { TransitWrapper } from './transit.wrapper.js';
import { wrapperOf } from './wrapper-choice.js';

const PARLEY_PEPPER = 'a pepper of some length';
const token = { PARLEY_VAULT_TOKEN: 'a token' };

describe('who wraps', () => {
  it.each([
    [undefined, KeyringWrapper],
    ['file:/run/secrets/keyring.json', KeyringWrapper],
    ['file:///run/secrets/keyring.json', KeyringWrapper],
    ['vault:https://vault.example.com:8200/v1/transit#parley', TransitWrapper],
  ])('%s', (PARLEY_KEYRING, type) => {
    expect(wrapperOf({ PARLEY_PEPPER, PARLEY_KEYRING, ...token })).toBeInstanceOf(type);
  });

  it.each([
    ['vault:https://vault.example.com/v1/transit', token],
    ['vault:ftp://vault.example.com/v1/transit#parley', token],
    ['vault:https://vault.example.com/v1/transit#parley', {}],
    ['s3://keys', token],
    ['file:', token],
  ])('%s is refused', (PARLEY_KEYRING, more) => {
    expect(() => wrapperOf({ PARLEY_PEPPER, PARLEY_KEYRING, ...more })).toThrow(
      expect.objectContaining({ code: 'KEYRING_INVALID' }),
    );
  });
});
