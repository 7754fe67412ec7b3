import { kafkaPort, partitions, portBase, postgresPort } from './environment.js';
import { blockOfPorts } from './platform/ports.js';

describe('the environment of the command', () => {
  it('has a block of ports from 7070 on, all different', () => {
    const { services, simulator, smpp, kafka, kafkaController, postgres } = blockOfPorts({});
    const ports = [...Object.values(services), simulator, smpp, kafka, kafkaController, postgres];
    expect(ports.toSorted()).toEqual([7070, 7071, 7072, 7073, 7074, 7075, 7076, 7077, 7078, 7079]);
    expect(services).toMatchObject({ ingest: 7070, dispatcher: 7073, console: 7079 });
  });

  it('moves the whole block with PARLEY_PORT_BASE, and Kafka and PostgreSQL by their own names', () => {
    const ports = blockOfPorts({
      PARLEY_PORT_BASE: '9000',
      PARLEY_KAFKA_PORT: '9092',
      PARLEY_POSTGRES_PORT: '5432',
    });
    expect(ports).toMatchObject({
      simulator: 9004,
      kafka: 9092,
      kafkaController: 9093,
      postgres: 5432,
      base: 9000,
    });
  });

  it.each(['abc', '0', '-1', '1.5', '65530'])('refuses PARLEY_PORT_BASE=%s with a code', (value) => {
    expect(() => portBase({ PARLEY_PORT_BASE: value })).toThrow(
      expect.objectContaining({ code: 'PORT_INVALID' }),
    );
  });

  it('takes empty variables for absent ones', () => {
    const empty = {
      PARLEY_PORT_BASE: '',
      PARLEY_KAFKA_PORT: ' ',
      PARLEY_POSTGRES_PORT: '',
      PARLEY_PARTITIONS: '',
    };
    expect([portBase(empty), kafkaPort(empty), postgresPort(empty), partitions(empty)]).toEqual([
      7070,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('refuses partitions that are no count', () => {
    expect(partitions({ PARLEY_PARTITIONS: '12' })).toBe(12);
    expect(() => partitions({ PARLEY_PARTITIONS: 'many' })).toThrow(
      expect.objectContaining({ code: 'PARTITIONS_INVALID' }),
    );
  });
});
