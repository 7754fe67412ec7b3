import { events } from '@parley/contracts';
import { accessRules, kafkaUsers, type KafkaUser } from './access-rules.js';
import { topicsByGroup } from './backlog.js';
import { deadLetterTopics } from './topics.js';

const services = kafkaUsers.filter((user) => user !== 'parley-cli');
/** What the console publishes again when somebody says so. */
const redriven = new Set(
  events.filter((event) => deadLetterTopics(event).length > 0).map(({ topic }) => topic),
);
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
      const others = new Set(written.filter((topic) => !topic.endsWith('.dlq')));
      if (service === 'console') for (const topic of redriven) others.delete(topic);
      expect([...others]).toEqual(produced.filter((topic) => service !== 'console' || !redriven.has(topic)));
      for (const topic of written.filter((name) => name.endsWith('.dlq')))
        expect(topic).toContain(`.${service}`);
    }
  });

  it('let the console read the dead letters of all, and publish them again', () => {
    const letters = events.flatMap(deadLetterTopics);
    expect(may('console', 'Read')).toEqual(expect.arrayContaining(letters));
    expect(may('console', 'Write')).toEqual(expect.arrayContaining([...redriven]));
    for (const service of services.filter((name) => name !== 'console'))
      expect(may(service, 'Read').filter((topic) => topic.endsWith('.dlq'))).toEqual([]);
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

  it('let the console ask how far every group has read, and everything that it takes for that', () => {
    const described = accessRules('console').filter(({ operations }) => operations.includes('Describe'));
    const names = described.map(({ name }) => name);
    for (const [group, topics] of topicsByGroup())
      expect(names).toEqual(expect.arrayContaining([group, ...topics]));
  });

  it('let nobody but the command line create topics', () => {
    for (const service of services)
      expect(accessRules(service).some(({ operations }) => operations.includes('Create'))).toBe(false);
  });

  it('name each service its own groups', () => {
    const groups = (user: KafkaUser) =>
      accessRules(user)
        .filter(({ resource, pattern }) => resource === 'group' && pattern === 'literal')
        .filter(({ operations }) => operations.includes('Read'))
        .map(({ name }) => name);
    expect(groups('dispatcher')).toContain('dispatcher-bulk');
    for (const service of services)
      for (const group of groups(service))
        expect(group === service || group.startsWith(`${service}-`)).toBe(true);
  });
});
