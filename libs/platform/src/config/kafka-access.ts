import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ConfigurationError } from './read-environment.js';

const MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512', 'oauthbearer'] as const;

const file = (what: string) =>
  z
    .string()
    .optional()
    .meta({ description: `Path of a PEM file: ${what}` });

/** How Kafka is reached beyond its addresses; all of it may be left out, as on a laptop. */
export const kafkaAccessShape = {
  KAFKA_TLS: z.stringbool().default(false).meta({ description: 'Speaks TLS with the brokers' }),
  KAFKA_TLS_CA_FILE: file("the brokers' certificate authority; the system's when absent"),
  KAFKA_TLS_CERT_FILE: file('our certificate, where brokers ask for one (mTLS)'),
  KAFKA_TLS_KEY_FILE: file("our certificate's key"),
  KAFKA_SASL_MECHANISM: z
    .enum(MECHANISMS)
    .optional()
    .meta({ description: 'How we log in at the brokers; not at all when absent' }),
  KAFKA_SASL_USERNAME: z.string().optional().meta({ description: 'plain and scram: who logs in' }),
  KAFKA_SASL_PASSWORD: z
    .string()
    .optional()
    .meta({ description: 'plain and scram: its password, from a secret' }),
  KAFKA_SASL_TOKEN_FILE: z.string().optional().meta({
    description:
      'oauthbearer: a file with the token, read again at each login (a projected volume renews it)',
  }),
};

export const kafkaAccessEnvironment = z.object(kafkaAccessShape);

export type KafkaAccessEnvironment = z.infer<typeof kafkaAccessEnvironment>;

export type KafkaLogin =
  | { readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'; username: string; password: string }
  | { readonly mechanism: 'oauthbearer'; readonly oauthBearerProvider: () => Promise<{ value: string }> };

/** TLS and login for a Kafka client; empty where brokers ask for neither. */
export interface KafkaAccess {
  readonly ssl?: { readonly ca?: string[]; readonly cert?: string; readonly key?: string };
  readonly sasl?: KafkaLogin;
}

/**
 * Turns the settings into what a client is given; certificates are read here, once.
 *
 * @throws ConfigurationError where settings contradict each other or a file cannot be read
 */
export function kafkaAccessOf(environment: KafkaAccessEnvironment): KafkaAccess {
  return { ssl: tlsOf(environment), sasl: loginOf(environment) };
}

function tlsOf(environment: KafkaAccessEnvironment): KafkaAccess['ssl'] {
  const { KAFKA_TLS, KAFKA_TLS_CA_FILE, KAFKA_TLS_CERT_FILE, KAFKA_TLS_KEY_FILE } = environment;
  const named = Object.keys(environment).find(
    (name) => name.startsWith('KAFKA_TLS_') && environment[name as keyof KafkaAccessEnvironment],
  );
  if (!KAFKA_TLS && named) throw wrong(`${named} is set and KAFKA_TLS is not; set KAFKA_TLS=true`);
  if (!KAFKA_TLS) return undefined;
  if ((KAFKA_TLS_CERT_FILE === undefined) !== (KAFKA_TLS_KEY_FILE === undefined))
    throw wrong('KAFKA_TLS_CERT_FILE and KAFKA_TLS_KEY_FILE belong together; set both or neither');
  const ca = pem('KAFKA_TLS_CA_FILE', KAFKA_TLS_CA_FILE);
  return {
    ca: ca === undefined ? undefined : [ca],
    cert: pem('KAFKA_TLS_CERT_FILE', KAFKA_TLS_CERT_FILE),
    key: pem('KAFKA_TLS_KEY_FILE', KAFKA_TLS_KEY_FILE),
  };
}

function loginOf(environment: KafkaAccessEnvironment): KafkaLogin | undefined {
  const mechanism = environment.KAFKA_SASL_MECHANISM;
  const username = environment.KAFKA_SASL_USERNAME;
  const password = environment.KAFKA_SASL_PASSWORD;
  const path = environment.KAFKA_SASL_TOKEN_FILE;
  if (mechanism === undefined) {
    if (username ?? password ?? path)
      throw wrong('a Kafka login is set without KAFKA_SASL_MECHANISM; name the mechanism');
    return undefined;
  }
  if (mechanism === 'oauthbearer') {
    if (path === undefined)
      throw wrong('KAFKA_SASL_TOKEN_FILE is missing; oauthbearer reads its token there');
    return {
      mechanism,
      oauthBearerProvider: async () => ({ value: read('KAFKA_SASL_TOKEN_FILE', path).trim() }),
    };
  }
  if (username === undefined || password === undefined)
    throw wrong(`KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD are both needed for ${mechanism}`);
  return { mechanism, username, password };
}

function pem(name: string, path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  const text = read(name, path);
  if (!text.includes('-----BEGIN ')) throw wrong(`${name} names ${path}, which is no PEM file`);
  return text;
}

function read(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw wrong(`${name} names ${path}, which cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

function wrong(problem: string): ConfigurationError {
  return new ConfigurationError(`The access to Kafka is not usable: ${problem}.`);
}
