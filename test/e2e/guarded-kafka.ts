import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { kafkaUsers, type KafkaUser } from '@parley/messaging';
import { freePort } from '../../tools/infra/free-port.js';
import { startEmbeddedKafka } from '../../tools/infra/kafka/embedded-kafka.js';
import { findJava } from '../../tools/infra/kafka/java.js';
import { runTool } from '../../tools/infra/process/detached-process.js';
import { environment } from '../../tools/parley/environment.js';

const PASSWORD = randomBytes(12).toString('hex');
const LIFETIME_DAYS = '30';

/** A broker that authorizes: TLS and SCRAM for the services, and a plain listener for its administrator. */
export interface GuardedKafka {
  /** The administrator's address. */
  readonly admin: string;
  /** What a user's process needs in its environment. */
  accessOf(user: KafkaUser): Record<string, string>;
  /** The file that says who was refused what. */
  readonly refusals: string;
  stop(): Promise<void>;
}

/** Starts it in a folder of its own, with a certificate made by Java's own tool. */
export async function startGuardedKafka(dir: string, jars: string): Promise<GuardedKafka> {
  const java = await findJava(environment, environment);
  if (java === undefined) throw new Error('Java is needed for a broker of our own');
  const [plain, controller, guarded] = [await freePort(), await freePort(), await freePort()];
  const store = join(dir, 'broker.p12');
  const ca = join(dir, 'ca.pem');
  await mkdir(dir, { recursive: true });
  await makeCertificate(join(dirname(java.command), 'keytool'), store, ca);
  const login = (user: string): string => `SCRAM-SHA-512=[name=${user},iterations=4096,password=${PASSWORD}]`;
  const broker = await startEmbeddedKafka({
    dataDir: dir,
    java,
    jars,
    ports: { kafka: plain, kafkaController: controller },
    environment,
    signal: new AbortController().signal,
    settings: {
      listeners: `PLAINTEXT://127.0.0.1:${plain},GUARDED://127.0.0.1:${guarded},CONTROLLER://127.0.0.1:${controller}`,
      'advertised.listeners': `PLAINTEXT://127.0.0.1:${plain},GUARDED://127.0.0.1:${guarded}`,
      'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,GUARDED:SASL_SSL,CONTROLLER:PLAINTEXT',
      'listener.name.guarded.sasl.enabled.mechanisms': 'SCRAM-SHA-512',
      'listener.name.guarded.scram-sha-512.sasl.jaas.config':
        'org.apache.kafka.common.security.scram.ScramLoginModule required;',
      'listener.name.guarded.ssl.keystore.location': store,
      'listener.name.guarded.ssl.keystore.password': PASSWORD,
      'listener.name.guarded.ssl.keystore.type': 'PKCS12',
      'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
      'allow.everyone.if.no.acl.found': 'false',
      'super.users': 'User:ANONYMOUS',
    },
    format: kafkaUsers.flatMap((user) => ['--add-scram', login(user)]),
  });
  return {
    admin: broker.address,
    accessOf: (user) => ({
      KAFKA_BROKERS: `127.0.0.1:${guarded}`,
      KAFKA_TLS: 'true',
      KAFKA_TLS_CA_FILE: ca,
      KAFKA_SASL_MECHANISM: 'scram-sha-512',
      KAFKA_SASL_USERNAME: user,
      KAFKA_SASL_PASSWORD: PASSWORD,
    }),
    refusals: join(dir, 'kafka', 'logs', 'server.log'),
    stop: () => broker.stop(),
  };
}

async function makeCertificate(keytool: string, store: string, ca: string): Promise<void> {
  const common = ['-keystore', store, '-storepass', PASSWORD, '-storetype', 'PKCS12', '-alias', 'broker'];
  const subject = [
    '-dname',
    'CN=127.0.0.1',
    '-ext',
    'SAN=IP:127.0.0.1,DNS:localhost',
    '-validity',
    LIFETIME_DAYS,
  ];
  await run(['-genkeypair', '-keyalg', 'EC', '-groupname', 'secp256r1', ...subject, ...common]);
  await writeFile(ca, await run(['-exportcert', '-rfc', ...common]));

  async function run(args: string[]): Promise<string> {
    const { code, output } = await runTool({ command: keytool, args });
    if (code !== 0) throw new Error(`keytool: ${output}`);
    return output;
  }
}
