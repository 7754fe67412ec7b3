import { events, type EventDefinition, type Party } from '@parley/contracts';
import { topicsByGroup } from './backlog.js';
import { READING_GROUPS } from './read-records.js';
import { CONFIG_TOPICS, consumerGroupOf, deadLetterTopic, deadLetterTopics } from './topics.js';

export type AccessOperation = 'Read' | 'Write' | 'Describe' | 'Delete' | 'Create' | 'Alter';

/** One thing of Kafka that a service may do; what is not said is refused by a broker that authorizes. */
export interface AccessRule {
  readonly resource: 'topic' | 'group' | 'cluster';
  /** A name, or the beginning of one where `pattern` says so. */
  readonly name: string;
  readonly pattern: 'literal' | 'prefix';
  readonly operations: readonly AccessOperation[];
}

/** Who logs in at the brokers: a service each, and `parley-cli`, which sets up and looks on. */
export const kafkaUsers = [
  'ingest',
  'keyword-router',
  'subscriptions',
  'dispatcher',
  'console',
  'parley-cli',
] as const;
export type KafkaUser = (typeof kafkaUsers)[number];

/** Every replica reads the configuration in a group of its own, and deletes it when it ends. */
const CONFIG_GROUPS = 'parley-config-';

/** Services that read again what lies on a topic: the console, dead letters, past versions and past texts. */
const READERS: readonly KafkaUser[] = ['console'];

/**
 * The least that a user needs, made of the contracts: services write what they produce, read what they consume in
 * their groups, write dead letters of it, and read the configuration. The console shows the dead letters of all, and
 * publishes them again, and shows who is behind. `parley-cli` may do all with what is Parley's.
 */
export function accessRules(user: KafkaUser): AccessRule[] {
  if (user === 'parley-cli') return rulesOfCli();
  const consumed = events.filter(
    ({ consumers, topic }) => consumers.includes(user) && !topic.startsWith(CONFIG_TOPICS),
  );
  const groups = new Set(consumed.map((event) => groupOf(event, user)));
  return [
    ...events
      .filter(({ producers }) => producers.includes(user))
      .map(({ topic }) => topicRule(topic, 'Write')),
    ...consumed.map(({ topic }) => topicRule(topic, 'Read')),
    ...consumed.map((event) => topicRule(deadLetterTopic(event.topic, groupOf(event, user)), 'Write')),
    { resource: 'topic', name: CONFIG_TOPICS, pattern: 'prefix', operations: ['Read', 'Describe'] },
    ...[...groups].sort().map((name) => groupRule(name, 'Read', 'Describe')),
    ownGroups(CONFIG_GROUPS),
    ...(READERS.includes(user) ? [ownGroups(READING_GROUPS)] : []),
    ...(user === 'console' ? [...rulesForLetters(), ...rulesForBacklog(groups)] : []),
  ];
}

function rulesForLetters(): AccessRule[] {
  const redriven = events.filter((event) => deadLetterTopics(event).length > 0);
  return [
    ...redriven
      .filter(({ producers }) => !producers.includes('console'))
      .map(({ topic }) => topicRule(topic, 'Write')),
    ...redriven.flatMap(deadLetterTopics).map((topic) => topicRule(topic, 'Read')),
  ];
}

/** How far others have read: it may ask, and not join them. */
function rulesForBacklog(own: ReadonlySet<string>): AccessRule[] {
  const others = [...topicsByGroup().keys()].filter((group) => !own.has(group));
  return others.sort().map((name) => groupRule(name, 'Describe'));
}

function groupOf(event: EventDefinition, user: Party): string {
  return consumerGroupOf(user, event.lanes?.[user]);
}

function topicRule(name: string, operation: 'Read' | 'Write'): AccessRule {
  return { resource: 'topic', name, pattern: 'literal', operations: [operation, 'Describe'] };
}

function groupRule(name: string, ...operations: AccessOperation[]): AccessRule {
  return { resource: 'group', name, pattern: 'literal', operations };
}

/** Groups that a reader makes for itself, and deletes. */
function ownGroups(name: string): AccessRule {
  return { resource: 'group', name, pattern: 'prefix', operations: ['Read', 'Describe', 'Delete'] };
}

function rulesOfCli(): AccessRule[] {
  return [
    {
      resource: 'topic',
      name: 'parley.',
      pattern: 'prefix',
      operations: ['Create', 'Describe', 'Read', 'Write', 'Alter'],
    },
    { resource: 'group', name: 'parley-', pattern: 'prefix', operations: ['Read', 'Describe', 'Delete'] },
    { resource: 'cluster', name: 'kafka-cluster', pattern: 'literal', operations: ['Describe'] },
  ];
}
