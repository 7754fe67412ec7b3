import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/** A key and a certificate of its own signing, as SNS serves one. */
export interface SelfSigned {
  readonly privateKey: KeyObject;
  readonly certificate: string;
}

const sha256WithRsa = Buffer.from('300d06092a864886f70d01010b0500', 'hex');

/** Makes a certificate (RFC 5280 §4.1) with the fewest fields, valid from 2020 to 2049. */
export function selfSigned(name: string): SelfSigned {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const commonName = der(0x30, Buffer.from('0603550403', 'hex'), der(0x0c, Buffer.from(name, 'utf8')));
  const subject = der(0x30, der(0x31, commonName));
  const body = der(
    0x30,
    Buffer.from('a003020102020101', 'hex'),
    sha256WithRsa,
    subject,
    der(0x30, der(0x17, Buffer.from('200101000000Z')), der(0x17, Buffer.from('491231235959Z'))),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = Buffer.concat([Buffer.from([0]), sign('RSA-SHA256', body, privateKey)]);
  const whole = der(0x30, body, sha256WithRsa, der(0x03, signature)).toString('base64');
  const lines = whole.match(/.{1,64}/g) ?? [];
  return {
    privateKey,
    certificate: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
  };
}

/** One value in DER (X.690): its tag, its length, its contents. */
function der(tag: number, ...contents: Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const size = content.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}
