import { asksForDocker, chooseSource, type MachineFacts } from './source-choice.js';

const able: MachineFacts = {
  java: 17,
  maven: true,
  kafkaJars: false,
  postgres: true,
  platform: 'linux-x64',
  docker: false,
};
const withDocker: MachineFacts = { ...able, docker: true };
const given = { KAFKA_BROKERS: 'k:9092', DATABASE_URL: 'postgres://u@d/x' };

const codeOf = (choose: () => unknown): unknown => {
  try {
    choose();
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
  return undefined;
};

describe('where Kafka and PostgreSQL come from', () => {
  it.each([
    ['nothing said on an able machine', {}, able, 'embedded', 'embedded'],
    ['an engine answers, nobody asked for it', {}, withDocker, 'embedded', 'embedded'],
    ['both given', given, able, 'given', 'given'],
    ['both given, containers wanted', { ...given, PARLEY_INFRA: 'docker' }, able, 'given', 'given'],
    ['Kafka given', { KAFKA_BROKERS: 'k:9092' }, able, 'given', 'embedded'],
    ['the database given', { DATABASE_URL: given.DATABASE_URL }, able, 'embedded', 'given'],
    ['empty addresses', { KAFKA_BROKERS: ' ', DATABASE_URL: '' }, able, 'embedded', 'embedded'],
    ['containers wanted', { PARLEY_INFRA: 'docker' }, withDocker, 'docker', 'docker'],
    [
      'containers wanted, Kafka given',
      { PARLEY_INFRA: 'docker', KAFKA_BROKERS: 'k:1' },
      withDocker,
      'given',
      'docker',
    ],
    ['no Java, an engine', {}, { ...withDocker, java: undefined }, 'docker', 'docker'],
    ['old Java, an engine', {}, { ...withDocker, java: 11 }, 'docker', 'docker'],
    ['no Maven, an engine', {}, { ...withDocker, maven: false }, 'docker', 'docker'],
    ['no Maven, but the jars', {}, { ...withDocker, maven: false, kafkaJars: true }, 'embedded', 'embedded'],
    [
      'no Java, Kafka given',
      { KAFKA_BROKERS: 'k:1' },
      { ...withDocker, java: undefined },
      'given',
      'embedded',
    ],
    ['no PostgreSQL package, an engine', {}, { ...withDocker, postgres: false }, 'docker', 'docker'],
    ['embedded wanted beside an engine', { PARLEY_INFRA: 'embedded' }, withDocker, 'embedded', 'embedded'],
  ])('%s', (_, environment, facts, kafka, database) => {
    expect(chooseSource(environment, facts)).toEqual({ kafka, database });
  });

  it.each([
    ['no Java', {}, { ...able, java: undefined }, 'INFRA_JAVA_MISSING'],
    ['old Java', {}, { ...able, java: 11 }, 'INFRA_JAVA_TOO_OLD'],
    ['no Maven', {}, { ...able, maven: false }, 'INFRA_MAVEN_MISSING'],
    ['no PostgreSQL package', {}, { ...able, postgres: false }, 'INFRA_POSTGRES_MISSING'],
    ['containers wanted, no engine', { PARLEY_INFRA: 'docker' }, able, 'INFRA_DOCKER_MISSING'],
    [
      'embedded wanted, no Java',
      { PARLEY_INFRA: 'embedded' },
      { ...withDocker, java: undefined },
      'INFRA_JAVA_MISSING',
    ],
    ['an unknown word', { PARLEY_INFRA: 'podman' }, withDocker, 'INFRA_CHOICE_UNKNOWN'],
  ])('refuses: %s', (_, environment, facts, code) => {
    expect(codeOf(() => chooseSource(environment, facts))).toBe(code);
  });

  it('looks for an engine only when the choice hangs on one', () => {
    expect(asksForDocker({}, able)).toBe(false);
    expect(asksForDocker({ ...given, PARLEY_INFRA: 'docker' }, { ...able, java: undefined })).toBe(false);
    expect(asksForDocker({ PARLEY_INFRA: 'embedded' }, { ...able, java: undefined })).toBe(false);
    expect(asksForDocker({}, { ...able, maven: false })).toBe(true);
    expect(asksForDocker({ PARLEY_INFRA: 'docker' }, able)).toBe(true);
  });
});
