import { WrapperError, type WrapperFault } from './key-wrapper.port.js';

interface SdkError {
  readonly name?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const disabled =
  'The key at AWS KMS is disabled or about to be deleted; enable it, or call its deletion off.';
const unknown =
  'AWS KMS does not open a data key of ours: another key or purpose wrapped it; set PARLEY_KEYRING to who wrapped it.';
const refused = (what: string): string =>
  `AWS KMS ${what}; allow kms:Encrypt, kms:Decrypt and kms:ReEncrypt* on the key of PARLEY_KEYRING.`;

/** By the names of exceptions (AWS KMS API reference: Encrypt, Decrypt, ReEncrypt, common errors; the SDK's own). */
const FAULTS: Readonly<Record<string, readonly [WrapperFault, string]>> = {
  AccessDeniedException: ['KMS_REFUSED', refused('denies access')],
  NotFoundException: ['KMS_REFUSED', refused('has no such key')],
  InvalidKeyUsageException: ['KMS_REFUSED', refused('has a key there that is not for encryption')],
  InvalidArnException: ['KMS_REFUSED', refused('takes this for no key')],
  CredentialsProviderError: [
    'KMS_REFUSED',
    'There are no credentials for AWS KMS; give the service a role (IRSA, Pod Identity, an instance profile) or a profile.',
  ],
  DisabledException: ['KMS_KEY_DISABLED', disabled],
  KMSInvalidStateException: ['KMS_KEY_DISABLED', disabled],
  InvalidCiphertextException: ['KEY_UNKNOWN', unknown],
  IncorrectKeyException: ['KEY_UNKNOWN', unknown],
};

/** What is over soon although it comes with status 400: the SDK has tried it several times. */
const OVER_SOON =
  /^(Throttling|ThrottlingException|LimitExceededException|RequestLimitExceeded|RequestTimeout)/;

/** What went wrong at AWS KMS, in the words of the port: what may be over soon, and what somebody has to mend. */
export function awsKmsFault(error: unknown): WrapperError {
  const { name = 'Error', $metadata, message } = error as SdkError & { message?: string };
  const known = FAULTS[name];
  if (known !== undefined) return new WrapperError(...known);
  if (message === 'Region is missing')
    return new WrapperError(
      'KEYRING_INVALID',
      'The region of AWS KMS is not known; give the ARN of the key, or AWS_REGION.',
    );
  const status = $metadata?.httpStatusCode ?? 500;
  if (status >= 400 && status < 500 && !OVER_SOON.test(name))
    return new WrapperError('KMS_REFUSED', refused(`answered ${name}`));
  return new WrapperError(
    'KMS_UNAVAILABLE',
    `AWS KMS did not answer in time (${name}); the same is tried again.`,
  );
}
