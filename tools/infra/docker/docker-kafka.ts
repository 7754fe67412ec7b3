import { kafkaVersion } from '../kafka/kafka-jars.js';
import { brokerIsReady } from '../kafka/broker-answers.js';
import { imageVariables, SINGLE_NODE } from '../kafka/server-properties.js';
import { startContainer } from './container.js';

const CLIENTS = 9092;
const DATA = '/var/lib/kafka/data';

/**
 * Apache Kafka's own image, of the version that the pom.xml pins and with the embedded broker's settings.
 *
 * @throws InfrastructureError with nothing left running
 */
export async function startDockerKafka(o: { dataDir: string; port: number; signal: AbortSignal }) {
  const container = await startContainer({
    part: 'kafka',
    dataDir: o.dataDir,
    image: `apache/kafka:${kafkaVersion()}`,
    ports: { inside: CLIENTS, outside: o.port },
    dataPath: DATA,
    environment: (host) => ({
      ...imageVariables(listeners(host, o.port)),
      KAFKA_HEAP_OPTS: '-Xms256m -Xmx384m',
    }),
    ready: (host) => brokerIsReady(host, o.port),
    signal: o.signal,
  });
  return { address: `${container.host}:${o.port}`, stop: container.stop };
}

// Clients are told the published port; the broker itself can't reach that one from inside, hence a listener of its own.
function listeners(host: string, port: number): Record<string, string> {
  return {
    ...SINGLE_NODE,
    listeners: `PLAINTEXT://0.0.0.0:${CLIENTS},BROKER://127.0.0.1:9094,CONTROLLER://127.0.0.1:9093`,
    'advertised.listeners': `PLAINTEXT://${host}:${port},BROKER://127.0.0.1:9094`,
    'controller.quorum.voters': '1@127.0.0.1:9093',
    'inter.broker.listener.name': 'BROKER',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': DATA,
  };
}
