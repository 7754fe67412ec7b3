import { events } from '@parley/contracts';
import { accessRules, kafkaUsers, type KafkaUser } from './access-rules.js';

const services = kafkaUsers.filter((user) => user !== 'parley-cli');
const may = (user: KafkaUser, operation: string) =>
  accessRules(user)
    .filter(({ resource, operations }) => resource === 'topic' && operations.includes(operation as 'Read'))
    .map(({ name }) => name);

describe('the access rules', () => {
  it('let a service write exactly what it produces, and dead letters of what it reads', () => {
    for (const service of services) {
      const written = may(service, 'Write');
      const produced = events
        .filter(({ producers }) => producers.includes(service))
        .map(({ topic }) => topic);
      expect(written.filter((topic) => !topic.endsWith('.dlq'))).toEqual(produced);
      for (const topic of written.filter((name) => name.endsWith('.dlq')))
        expect(topic).toContain(`.${service}`);
    }
  });

  it('let only the router, and the console that shows it, read what people wrote', () => {
    const readers = services.filter((service) => may(service, 'Read').includes('parley.mo.received.v1'));
    expect(readers).toEqual(['keyword-router', 'console']);
  });

  it('let the console alone read again what lies on topics, in groups that it makes for itself', () => {
    const readers = services.filter((service) =>
      accessRules(service).some(({ resource, name }) => resource === 'group' && name === 'parley-read-'),
    );
    expect(readers).toEqual(['console']);
  });

  it('let nobody but the command line create topics', () => {
    for (const service of services)
      expect(accessRules(service).some(({ operations }) => operations.includes('Create'))).toBe(false);
  });

  it('name each service its own groups', () => {
    const groups = (user: KafkaUser) =>
      accessRules(user)
        .filter(({ resource, pattern }) => resource === 'group' && pattern === 'literal')
        .map(({ name }) => name);
    expect(groups('dispatcher')).toContain('dispatcher-bulk');
    for (const service of services)
      for (const group of groups(service))
        expect(group === service || group.startsWith(`${service}-`)).toBe(true);
  });
});
