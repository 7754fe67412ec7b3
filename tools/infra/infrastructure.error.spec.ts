import { failure, InfrastructureError } from './infrastructure.error.js';

const all: InfrastructureError[] = [
  failure.choiceUnknown('podman'),
  failure.javaMissing(),
  failure.javaTooOld(11),
  failure.mavenMissing(),
  failure.postgresMissing('linux-x64'),
  failure.dockerMissing(),
  failure.brokersInvalid('kafka'),
  failure.brokersUnreachable(['10.0.0.1:9092']),
  failure.databaseUrlInvalid(),
  failure.databaseUnreachable('db:5432/parley', 'ECONNREFUSED'),
  failure.portTaken('kafka', 9092),
  failure.portForbidden('postgres', 80),
  failure.diskFull('/data', 12),
  failure.folderBusy('/data', 42),
  failure.folderUnusable('/data', 'EACCES'),
  failure.kafkaJars('no network'),
  failure.kafkaData('/data/kafka', 'another cluster id'),
  failure.kafkaStart('it ended', '/data/kafka/logs/server.log'),
  failure.postgresData('/data/postgres', 'version 17'),
  failure.postgresStart('it ended', '/data/postgres/postgres.log'),
  failure.postgresUser('useradd is missing'),
  failure.container('postgres:18', 'no such image'),
  failure.interrupted(),
];

describe('what a person is told', () => {
  it('covers every failure there is, each under its own code', () => {
    expect(all).toHaveLength(Object.keys(failure).length);
    expect(new Set(all.map((error) => error.code)).size).toBe(all.length);
  });

  it.each(all.map((error) => [error.code, error]))(
    '%s: one sentence, with what to do after the colon',
    (code, error) => {
      expect(error).toBeInstanceOf(InfrastructureError);
      expect(code).toMatch(/^INFRA_[A-Z_]+$/);
      expect(error.message).toMatch(/^[A-Z][^\n]*: [a-z][^\n]*\.$/);
      expect(error.message).not.toMatch(/\. [A-Z]|undefined|null/);
    },
  );

  it('names the port and how to choose another', () => {
    expect(failure.portTaken('kafka', 9092).message).toMatch(/9092.*PARLEY_KAFKA_PORT/);
    expect(failure.portTaken('kafkaController', 9093).message).toMatch(/9093.*PARLEY_KAFKA_PORT/);
    expect(failure.portTaken('postgres', 5432).message).toMatch(/5432.*PARLEY_POSTGRES_PORT/);
  });
});
