import { randomBytes } from 'node:crypto';
import { AwsKmsStandIn } from './aws-kms-stand-in.builder.js';
import { AwsKmsWrapper } from './aws-kms.wrapper.js';

const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/first';
const keys = Array.from({ length: 3 }, () => randomBytes(32));

let kms: AwsKmsStandIn;
let wrapper: AwsKmsWrapper;

const client = () => ({
  endpoint: kms.endpoint,
  credentials: { accessKeyId: 'AKID', secretAccessKey: 'a secret' },
});
const wrapperOf = (key: string, region?: string) => new AwsKmsWrapper({ key, region, client: client() });

beforeEach(async () => {
  kms = await AwsKmsStandIn.start();
  wrapper = wrapperOf(KEY);
});

afterEach(() => kms.close());

describe('keys wrapped by AWS KMS', () => {
  it('come back in their order, however many', async () => {
    const wrapped = await wrapper.wrap(keys);
    expect(wrapped.every((each) => /^awskms:[A-Za-z0-9+/]+=*$/.test(each))).toBe(true);
    expect(await wrapper.unwrap(wrapped)).toEqual(keys);
    expect(kms.answered).toEqual([...Array(3).fill('Encrypt'), ...Array(3).fill('Decrypt')]);
    const many = Array.from({ length: 50 }, () => randomBytes(32));
    expect(await wrapper.unwrap(await wrapper.wrap(many))).toEqual(many);
  });

  it('ask nothing where there is nothing to ask', async () => {
    expect([await wrapper.wrap([]), await wrapper.unwrap([]), await wrapper.rewrap([])]).toEqual([
      [],
      [],
      [],
    ]);
    expect(kms.requests).toBe(0);
  });

  it('are of the key that an alias names, in the region that is said', async () => {
    const byAlias = wrapperOf('alias/parley', 'eu-central-1');
    expect(await wrapper.unwrap(await byAlias.wrap(keys))).toEqual(keys);
  });

  it('go over to the key that the alias names now, inside KMS, and open', async () => {
    const byAlias = wrapperOf('alias/parley', 'eu-central-1');
    const old = await byAlias.wrap(keys);
    kms.keys.set('second', randomBytes(32));
    kms.aliases.set('alias/parley', 'second');
    expect(await byAlias.unwrap(old)).toEqual(keys);
    kms.answered.length = 0;
    const renewed = await byAlias.rewrap(old);
    expect(kms.answered).toEqual(Array(3).fill('ReEncrypt'));
    kms.disabled.add('first');
    expect(await byAlias.unwrap(renewed)).toEqual(keys);
    await expect(byAlias.unwrap(old)).rejects.toMatchObject({ code: 'KMS_KEY_DISABLED' });
  });

  it('do not open for another purpose', async () => {
    const { KMSClient, EncryptCommand } = await import('@aws-sdk/client-kms');
    const other = new KMSClient({ region: 'eu-central-1', ...client() });
    const ask = new EncryptCommand({ KeyId: KEY, Plaintext: keys[0], EncryptionContext: { parley: 'else' } });
    const { CiphertextBlob } = await other.send(ask);
    other.destroy();
    const foreign = `awskms:${Buffer.from(CiphertextBlob!).toString('base64')}`;
    await expect(wrapper.unwrap([foreign])).rejects.toMatchObject({ code: 'KEY_UNKNOWN' });
    await expect(wrapper.rewrap([foreign])).rejects.toMatchObject({ code: 'KEY_UNKNOWN' });
    await expect(wrapper.unwrap(['vault:v1:AAAA'])).rejects.toMatchObject({ code: 'KEY_UNKNOWN' });
  });
});

describe('AWS KMS that does not do it', () => {
  it.each([['ThrottlingException'], ['KMSInternalException'], [503], [500]])(
    'is asked again after %s',
    async (failure) => {
      kms.failures.push(failure, failure);
      expect(await wrapper.unwrap(await wrapper.wrap([keys[0]!]))).toEqual([keys[0]]);
      expect(kms.requests).toBe(4);
    },
  );

  it.each([
    ['ThrottlingException', 'KMS_UNAVAILABLE'],
    ['LimitExceededException', 'KMS_UNAVAILABLE'],
    ['KeyUnavailableException', 'KMS_UNAVAILABLE'],
    [503, 'KMS_UNAVAILABLE'],
    ['AccessDeniedException', 'KMS_REFUSED'],
    ['UnrecognizedClientException', 'KMS_REFUSED'],
    ['NotFoundException', 'KMS_REFUSED'],
    ['DisabledException', 'KMS_KEY_DISABLED'],
    ['KMSInvalidStateException', 'KMS_KEY_DISABLED'],
    ['InvalidCiphertextException', 'KEY_UNKNOWN'],
  ])('for good with %s is %s', async (failure, code) => {
    kms.failures.push(...Array<string | number>(4).fill(failure));
    await expect(wrapper.wrap([keys[0]!])).rejects.toMatchObject({
      code,
      message: expect.stringMatching(/^.+[;,] .+\.$/),
    });
  });

  it('is asked again later where nobody answers', async () => {
    await kms.close();
    await expect(wrapper.wrap(keys)).rejects.toMatchObject({ code: 'KMS_UNAVAILABLE' });
  });

  it('is not waited for when it keeps silent', async () => {
    kms.failures.push(...Array<string>(4).fill('silent'));
    const hasty = new AwsKmsWrapper({ key: KEY, withinMs: 100, client: client() });
    await expect(hasty.wrap([keys[0]!])).rejects.toMatchObject({ code: 'KMS_UNAVAILABLE' });
  });
});
