import { events } from '@parley/contracts';
import { deadLetterTopic, topicConfigs } from './topics.js';

const configs = topicConfigs({ partitions: 12, replicationFactor: 3 });
const topics = new Map(configs.map((config) => [config.topic, config]));
const settingsOf = (topic: string) =>
  Object.fromEntries((topics.get(topic)?.configEntries ?? []).map(({ name, value }) => [name, value]));

describe('the topics', () => {
  it('are there for every event, each once and replicated as told', () => {
    expect(topics.size).toBe(configs.length);
    for (const { topic } of events) expect(topics.get(topic)).toMatchObject({ replicationFactor: 3 });
  });

  it('keyed by subscriber all have the same number of partitions, so that a person stays on one', () => {
    for (const { topic, key } of events)
      expect(topics.get(topic)!.numPartitions).toBe(key === 'subscriber' ? 12 : 1);
  });

  it('keep what their contract says', () => {
    for (const { topic, cleanup, retentionMs } of events) {
      const expected =
        cleanup === 'compact'
          ? { 'cleanup.policy': 'compact' }
          : { 'cleanup.policy': 'delete', 'retention.ms': String(retentionMs) };
      expect(settingsOf(topic)).toMatchObject(expected);
    }
  });

  // What the services consume, with the group that the transport gives them.
  it.each([
    ['parley.mo.received.v1', 'keyword-router'],
    ['parley.intent.resolved.v1', 'subscriptions'],
    ['parley.consent.requested.v1', 'subscriptions'],
    ['parley.consent.changed.v1', 'dispatcher'],
    ['parley.mt.requested.v1', 'dispatcher'],
    ['parley.mt.bulk-requested.v1', 'dispatcher-bulk'],
    ['parley.receipt.received.v1', 'dispatcher'],
    ['parley.mt.cancel-requested.v1', 'dispatcher-orders'],
    ['parley.campaign.requested.v1', 'dispatcher-orders'],
    ['parley.campaign.cancel-requested.v1', 'dispatcher-orders'],
    ['parley.campaign.hold-requested.v1', 'dispatcher-orders'],
    ['parley.sender.hold-requested.v1', 'dispatcher-orders'],
  ])('of %s has dead letters of %s, in one partition and for 30 days', (topic, group) => {
    const name = deadLetterTopic(topic, group);
    expect(topics.get(name)).toMatchObject({ numPartitions: 1, replicationFactor: 3 });
    expect(settingsOf(name)).toMatchObject({ 'retention.ms': '2592000000' });
  });
});
