import { z } from 'zod';
import { ConfigurationError, readEnvironment } from './read-environment.js';
import { serviceEnvironment } from './service-environment.js';

const enough = {
  KAFKA_BROKERS: 'kafka-0:9092, kafka-1:9092',
  DATABASE_URL: 'postgres://parley:secret@db:5432/parley',
  PARLEY_PEPPER: 'sixteen characters or more',
};

function failureOf(environment: Record<string, string | undefined>): ConfigurationError {
  try {
    readEnvironment(serviceEnvironment, environment);
  } catch (error) {
    return error as ConfigurationError;
  }
  throw new Error('it was accepted');
}

describe('the environment', () => {
  it('is read with its defaults, numbers as numbers and lists as lists', () => {
    const read = readEnvironment(serviceEnvironment, { ...enough, PORT: '9000' });
    expect(read).toMatchObject({
      KAFKA_BROKERS: ['kafka-0:9092', 'kafka-1:9092'],
      PORT: 9000,
      DATABASE_POOL_SIZE: 6,
      LOG_LEVEL: 'info',
      PARLEY_TRACE_RATIO: 0.05,
      PARLEY_SPAN_STORE: 'none',
    });
  });

  it('takes an empty variable for an absent one, and ignores those it does not know', () => {
    const read = readEnvironment(serviceEnvironment, { ...enough, PORT: '', PATH: '/usr/bin' });
    expect(read.PORT).toBe(8080);
    expect(read).not.toHaveProperty('PATH');
  });

  it('names every bad variable at once, with a code and without their values', () => {
    const error = failureOf({
      ...enough,
      DATABASE_URL: 'mysql://u:hunter2@db',
      PORT: '99999',
      PARLEY_PEPPER: 'short',
    });
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.code).toBe('CONFIGURATION_INVALID');
    for (const name of ['DATABASE_URL', 'PORT', 'PARLEY_PEPPER']) expect(error.message).toContain(name);
    expect(error.message).not.toMatch(/hunter2|99999|short\b/);
  });

  it.each([
    ['KAFKA_BROKERS', undefined],
    ['DATABASE_URL', undefined],
    ['PARLEY_PEPPER', undefined],
    ['PORT', 'eighty'],
    ['PARLEY_TRACE_RATIO', '1.5'],
    ['LOG_LEVEL', 'loud'],
    ['DATABASE_POOL_SIZE', '1'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'not an address'],
  ])('is refused for %s = %p, and says so', (name, value) => {
    expect(failureOf({ ...enough, [name]: value }).message).toContain(`${name}: `);
  });

  it('is read through the schema of the app that extends it', () => {
    const schema = serviceEnvironment.extend({ PUBLIC_URL: z.url() });
    const read = readEnvironment(schema, { ...enough, PUBLIC_URL: 'https://sms.example.com' });
    expect(read.PUBLIC_URL).toBe('https://sms.example.com');
    expect(() => readEnvironment(schema, enough)).toThrow(/PUBLIC_URL/);
  });
});
