import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EarlierKeysWrapper } from './earlier-keys.wrapper.js';
import { makeKeyring } from './keyring-file.js';
import { KeyringWrapper } from './keyring.wrapper.js';
import { wrapperOf } from './wrapper-choice.js';

const PARLEY_PEPPER = 'a pepper of some length';
const token = { PARLEY_VAULT_TOKEN: 'a token' };

describe('who wraps', () => {
  it.each([
    [undefined, KeyringWrapper],
    ['file:/run/secrets/keyring.json', EarlierKeysWrapper],
    ['file:///run/secrets/keyring.json', EarlierKeysWrapper],
    ['vault:https://vault.example.com:8200/v1/transit#parley', EarlierKeysWrapper],
    [
      'awskms:arn:aws:kms:eu-central-1:111122223333:key/mrk-0123456789abcdef0123456789abcdef',
      EarlierKeysWrapper,
    ],
    ['awskms:arn:aws-us-gov:kms:us-gov-west-1:111122223333:alias/parley/keys', EarlierKeysWrapper],
    ['awskms:1234abcd-12ab-34cd-56ef-1234567890ab', EarlierKeysWrapper],
    ['awskms:alias/parley', EarlierKeysWrapper],
  ])('%s', (PARLEY_KEYRING, type) => {
    expect(wrapperOf({ PARLEY_PEPPER, PARLEY_KEYRING, ...token })).toBeInstanceOf(type);
  });

  it('is set later than the first keys were made: those open, and a rotation brings them over', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'parley-keys-'));
    const path = join(folder, 'keyring.json');
    await makeKeyring(path);
    const [first, second] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    const [old] = await wrapperOf({ PARLEY_PEPPER }).wrap([first]);
    const now = wrapperOf({ PARLEY_PEPPER, PARLEY_KEYRING: `file:${path}` });
    const [young] = await now.wrap([second]);
    expect(await now.unwrap([young!, old!, young!])).toEqual([second, first, second]);
    const renewed = await now.rewrap([old!, young!]);
    expect(renewed[0]).toMatch(/^keyring:1:/);
    expect(renewed[1]).toBe(young);
    expect(await KeyringWrapper.ofFile(path).unwrap(renewed)).toEqual([first, second]);
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['vault:https://vault.example.com/v1/transit', token],
    ['vault:ftp://vault.example.com/v1/transit#parley', token],
    ['vault:https://vault.example.com/v1/transit#parley', {}],
    ['awskms:', token],
    ['awskms:parley', token],
    ['awskms:arn:aws:s3:eu-central-1:111122223333:key/a', token],
    ['s3://keys', token],
    ['file:', token],
  ])('%s is refused', (PARLEY_KEYRING, more) => {
    expect(() => wrapperOf({ PARLEY_PEPPER, PARLEY_KEYRING, ...more })).toThrow(
      expect.objectContaining({ code: 'KEYRING_INVALID' }),
    );
  });
});
