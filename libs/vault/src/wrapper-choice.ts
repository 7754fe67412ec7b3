import { z } from 'zod';
import { AwsKmsWrapper } from './aws-kms.wrapper.js';
import { EarlierKeysWrapper } from './earlier-keys.wrapper.js';
import { WrapperError, type KeyWrapper } from './key-wrapper.port.js';
import { KeyringWrapper, OF_SECRET } from './keyring.wrapper.js';
import { TransitWrapper } from './transit.wrapper.js';

/** The settings of a service that seals. */
export const keyringShape = {
  PARLEY_KEYRING: z.string().min(1).optional().meta({
    description:
      "Who wraps people's keys: file:/path/keyring.json, vault:https://host:8200/v1/transit#key, or awskms: with the ARN of a key or alias/name; from PARLEY_PEPPER when absent",
  }),
  PARLEY_VAULT_TOKEN: z.string().min(1).optional().meta({ description: 'With vault: the token' }),
  PARLEY_VAULT_NAMESPACE: z.string().min(1).optional().meta({ description: 'With vault: the namespace' }),
};

export interface WrapperSettings {
  readonly PARLEY_PEPPER: string;
  readonly PARLEY_KEYRING?: string | undefined;
  readonly PARLEY_VAULT_TOKEN?: string | undefined;
  readonly PARLEY_VAULT_NAMESPACE?: string | undefined;
}

/** An ARN of a key or an alias, an alias, or an id (AWS KMS API reference, KeyId of Encrypt). */
const AWS_KEY =
  /^awskms:(arn:aws[\w-]*:kms:[\w-]+:\d{12}:(?:key\/[\w-]+|alias\/[\w/-]+)|alias\/[\w/-]+|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|mrk-[\da-f]{32})$/;

/** Who wraps, by the settings. Throws WrapperError KEYRING_INVALID. */
export function wrapperOf(settings: WrapperSettings): KeyWrapper {
  const { PARLEY_KEYRING: keyring, PARLEY_VAULT_TOKEN: token, PARLEY_VAULT_NAMESPACE: namespace } = settings;
  const ofSecret = KeyringWrapper.ofSecret(settings.PARLEY_PEPPER);
  if (keyring === undefined) return ofSecret;
  const overSecret = (present: KeyWrapper): KeyWrapper =>
    new EarlierKeysWrapper(present, ofSecret, (wrapped) => wrapped.startsWith(OF_SECRET));
  const path = keyringPath(settings);
  if (path !== undefined) return overSecret(KeyringWrapper.ofFile(path));
  const [, awsKey] = AWS_KEY.exec(keyring) ?? [];
  if (awsKey !== undefined) return overSecret(new AwsKmsWrapper({ key: awsKey }));
  const vault = /^vault:(?<mount>https?:\/\/[^#\s]+?)\/?#(?<key>[\w.-]+)$/.exec(keyring)?.groups;
  if (vault === undefined)
    throw invalid(
      'say file:/path/keyring.json, vault:https://host:8200/v1/transit#key, awskms:arn:aws:kms:… or awskms:alias/…',
    );
  if (token === undefined) throw invalid('set PARLEY_VAULT_TOKEN too');
  return overSecret(new TransitWrapper({ mount: vault['mount']!, key: vault['key']!, token, namespace }));
}

/** The keyring's file, where keys are wrapped by one. */
export function keyringPath({ PARLEY_KEYRING: keyring = '' }: WrapperSettings): string | undefined {
  return /^file:(?:\/\/)?(?<path>.+)$/s.exec(keyring)?.groups?.['path'];
}

const invalid = (what: string): WrapperError =>
  new WrapperError('KEYRING_INVALID', `PARLEY_KEYRING does not say who wraps: ${what}.`);
