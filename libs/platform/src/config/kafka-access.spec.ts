import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kafkaAccessEnvironment, kafkaAccessOf } from './kafka-access.js';
import { readEnvironment } from './read-environment.js';

const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kafka-access-'));
  writeFileSync(join(folder, 'ca.pem'), PEM);
  writeFileSync(join(folder, 'key.pem'), PEM.replaceAll('CERTIFICATE', 'PRIVATE KEY'));
  writeFileSync(join(folder, 'token'), 'first\n');
  writeFileSync(join(folder, 'not.pem'), 'nothing of the kind');
});
afterAll(() => rmSync(folder, { recursive: true }));

const access = (environment: Record<string, string>) =>
  kafkaAccessOf(readEnvironment(kafkaAccessEnvironment, environment));
const path = (name: string) => join(folder, name);

describe('the access to Kafka', () => {
  it('is plain when nothing is set, and empty values count as nothing', () => {
    expect(access({})).toEqual({});
    expect(access({ KAFKA_SASL_USERNAME: '', KAFKA_TLS_CA_FILE: '' })).toEqual({});
  });

  it("speaks TLS with the system's authorities, a given one, or our certificate", () => {
    expect(access({ KAFKA_TLS: 'true' }).ssl).toEqual({});
    expect(access({ KAFKA_TLS: 'true', KAFKA_TLS_CA_FILE: path('ca.pem') }).ssl).toEqual({ ca: [PEM] });
    const both = { KAFKA_TLS_CERT_FILE: path('ca.pem'), KAFKA_TLS_KEY_FILE: path('key.pem') };
    expect(access({ KAFKA_TLS: 'true', ...both }).ssl).toMatchObject({
      cert: PEM,
      key: expect.stringContaining('PRIVATE KEY') as string,
    });
  });

  it('logs in with a name and a password', () => {
    const login = { KAFKA_SASL_USERNAME: 'ingest', KAFKA_SASL_PASSWORD: 'secret' };
    expect(access({ KAFKA_SASL_MECHANISM: 'scram-sha-512', ...login }).sasl).toEqual({
      mechanism: 'scram-sha-512',
      username: 'ingest',
      password: 'secret',
    });
  });

  it('reads a token again at each login', async () => {
    const { sasl } = access({ KAFKA_SASL_MECHANISM: 'oauthbearer', KAFKA_SASL_TOKEN_FILE: path('token') });
    if (sasl?.mechanism !== 'oauthbearer') throw new Error('no token');
    expect(await sasl.oauthBearerProvider()).toEqual({ value: 'first' });
    writeFileSync(path('token'), 'second');
    expect(await sasl.oauthBearerProvider()).toEqual({ value: 'second' });
  });

  it.each([
    ['a file without TLS', { KAFKA_TLS_CA_FILE: 'ca.pem' }, /set KAFKA_TLS=true/],
    [
      'half a pair',
      { KAFKA_TLS: 'true', KAFKA_TLS_CERT_FILE: 'ca.pem' },
      /KAFKA_TLS_KEY_FILE belong together/,
    ],
    [
      'no such file',
      { KAFKA_TLS: 'true', KAFKA_TLS_CA_FILE: '/nowhere/ca.pem' },
      /cannot be read \(ENOENT\)/,
    ],
    ['a login without a mechanism', { KAFKA_SASL_USERNAME: 'ingest' }, /KAFKA_SASL_MECHANISM/],
    [
      'a mechanism without a login',
      { KAFKA_SASL_MECHANISM: 'plain' },
      /KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD/,
    ],
    ['no token', { KAFKA_SASL_MECHANISM: 'oauthbearer' }, /KAFKA_SASL_TOKEN_FILE is missing/],
    ['an unknown mechanism', { KAFKA_SASL_MECHANISM: 'gssapi' }, /KAFKA_SASL_MECHANISM/],
  ] as [string, Record<string, string>, RegExp][])(
    'refuses %s and says what to set',
    (_, environment, message) => {
      expect(() => access(environment)).toThrow(message);
    },
  );

  it('refuses a file that is no PEM', () => {
    expect(() => access({ KAFKA_TLS: 'true', KAFKA_TLS_CA_FILE: path('not.pem') })).toThrow(/no PEM file/);
  });
});
