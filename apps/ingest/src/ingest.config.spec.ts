import { readEnvironment } from '@parley/platform';
import { ingestEnvironment } from './ingest.config.js';

const given = {
  KAFKA_BROKERS: 'localhost:9092',
  DATABASE_URL: 'postgres://localhost/parley',
  PARLEY_PEPPER: 'a pepper for the tests',
  PUBLIC_URL: 'https://parley.example/',
  INGEST_SECRETS: '{"simulator":["new","old"],"twilio":["12345"]}',
};

function messageOf(change: Record<string, string>): string {
  try {
    readEnvironment(ingestEnvironment, { ...given, ...change });
    return 'accepted';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('ingestEnvironment', () => {
  it('reads secrets by carrier, and the public address without its last slash', () => {
    const environment = readEnvironment(ingestEnvironment, given);
    expect(environment.INGEST_SECRETS.get('simulator')).toEqual(['new', 'old']);
    expect(environment.PUBLIC_URL).toBe('https://parley.example');
    expect(environment).toMatchObject({
      INGEST_LINGER_MS: 4,
      INGEST_DOCS: false,
      INGEST_TRUSTED_PROXIES: [],
      INGEST_REFUSALS_PER_MINUTE: 60,
      INGEST_ACCOUNT_LIMITS: new Map(),
    });
  });

  it('reads the accounts that are listened to, and needs none', () => {
    expect(readEnvironment(ingestEnvironment, given).INGEST_RECEIVERS).toEqual(new Map());
    const account = { baseUrl: 'smpp://smsc.example', accountId: 'parley', token: 'secret' };
    const environment = { ...given, INGEST_RECEIVERS: JSON.stringify({ 'smpp-acme': account }) };
    expect(readEnvironment(ingestEnvironment, environment).INGEST_RECEIVERS.get('smpp-acme')).toEqual(
      account,
    );
  });

  it('reads the proxies that are believed, and ceilings by carrier', () => {
    const environment = readEnvironment(ingestEnvironment, {
      ...given,
      INGEST_TRUSTED_PROXIES: '10.1.0.0/16, fd00::/8,192.0.2.1',
      INGEST_ACCOUNT_LIMITS: '{"twilio":200,"vonage":5}',
    });
    expect(environment.INGEST_TRUSTED_PROXIES).toEqual(['10.1.0.0/16', 'fd00::/8', '192.0.2.1']);
    expect(environment.INGEST_ACCOUNT_LIMITS).toEqual(new Map(Object.entries({ twilio: 200, vonage: 5 })));
  });

  it.each([
    ['INGEST_SECRETS', 'sekrit'],
    ['INGEST_SECRETS', '{"simulator":"sekrit"}'],
    ['INGEST_SECRETS', '{"simulator":["sekrit",""]}'],
    ['INGEST_SECRETS', '{"simulator":["a","b","c","d","sekrit"]}'],
    ['INGEST_SECRETS', '{"simulatr":["sekrit"]}'],
    ['INGEST_RECEIVERS', 'sekrit'],
    ['INGEST_RECEIVERS', '{"smpp":"sekrit"}'],
    ['INGEST_RECEIVERS', '{"twilio":{"token":"sekrit"}}'],
    ['INGEST_TRUSTED_PROXIES', '10.1.0.0/16,sekrit'],
    ['INGEST_TRUSTED_PROXIES', '10.1.0.0/33'],
    ['INGEST_REFUSALS_PER_MINUTE', '-1'],
    ['INGEST_ACCOUNT_LIMITS', 'sekrit'],
    ['INGEST_ACCOUNT_LIMITS', '{"twilio":0}'],
    ['INGEST_ACCOUNT_LIMITS', '{"twillio":200}'],
    ['PUBLIC_URL', 'parley.example'],
    ['INGEST_LINGER_MS', '-1'],
  ])('refuses %s=%s by its name and without what it holds', (name, value) => {
    const message = messageOf({ [name]: value });
    expect(message).toContain(name);
    expect(message).not.toContain('sekrit');
  });
});
