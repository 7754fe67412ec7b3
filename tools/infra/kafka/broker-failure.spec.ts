import { brokerFailure } from './broker-failure.js';

const place = { port: 19092, controllerPort: 19093, data: '/d/kafka/data', log: '/d/kafka/logs/server.log' };

describe("a broker's last words", () => {
  it.each([
    [
      'org.apache.kafka.common.KafkaException: Socket server failed to bind to 127.0.0.1:19092: Address already in use.',
      'INFRA_PORT_TAKEN',
      /19092/,
    ],
    [
      'org.apache.kafka.common.KafkaException: Socket server failed to bind to 127.0.0.1:19093: Address already in use.',
      'INFRA_PORT_TAKEN',
      /19093/,
    ],
    ['java.io.IOException: No space left on device', 'INFRA_DISK_FULL', /free some space/],
    [
      'java.lang.RuntimeException: Invalid cluster.id in: /d/meta.properties. Expected a, but read b',
      'INFRA_KAFKA_DATA',
      /parley reset/,
    ],
    ['Error: Could not find or load main class kafka.Kafka', 'INFRA_KAFKA_START', /main class kafka\.Kafka/],
    ['', 'INFRA_KAFKA_START', /it said nothing/],
  ])('%j', (words, code, sentence) => {
    const error = brokerFailure(words, place);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(sentence);
  });
});
