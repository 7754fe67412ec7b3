import { randomUUID } from 'node:crypto';
import { consentState, moReceived, mtStatus, type EventDefinition } from '@parley/contracts';
import { closeLater, testKafka } from '@parley/testing';
import { Backlog, topicsByGroup } from './backlog.js';
import { ownTopic, withAdmin } from './own-topic.builder.js';

describe('what is behind', () => {
  const kafka = testKafka();

  it('is what a group had the time to take, and did not', async () => {
    // Records of 1970 are beyond what a topic keeps: without this the broker deletes them when it next looks.
    const configEntries = [{ name: 'retention.ms', value: '-1' }];
    const { topic, remove } = await ownTopic(kafka, { numPartitions: 2, configEntries });
    closeLater(remove);
    const service = `spec-${randomUUID()}`;
    const backlog = new Backlog(kafka, () => new Map([[service, [topic]]]));
    closeLater(() => backlog.close());
    const producer = kafka.producer();
    await producer.connect();
    closeLater(() => producer.disconnect());
    const at = (ms: number, partition: number) => ({ value: '1', partition, timestamp: String(ms) });
    await producer.send({ topic, messages: [at(1_000, 0), at(2_000, 0), at(9_000, 0), at(2_000, 1)] });

    expect(await backlog.look(5_000)).toEqual([{ group: service, topic, records: 3 }]);
    expect(await backlog.look(1_500)).toEqual([{ group: service, topic, records: 1 }]);
    expect(await backlog.look(500)).toEqual([]);
    const took = async (partition: number, offset: string): Promise<void> =>
      withAdmin(kafka, (admin) =>
        admin.setOffsets({ groupId: service, topic, partitions: [{ partition, offset }] }),
      );
    await took(0, '1');
    expect(await backlog.look(5_000)).toEqual([{ group: service, topic, records: 2 }]);
    await took(0, '2');
    await took(1, '1');
    expect(await backlog.look(5_000)).toEqual([]);
    expect(await backlog.look(10_000)).toEqual([{ group: service, topic, records: 1 }]);
  });

  it('is looked for in every group of ours, and in nobody else’s', () => {
    const some = topicsByGroup([moReceived, mtStatus, consentState] as EventDefinition[]);
    expect([...some]).toEqual([
      ['keyword-router', [moReceived.topic]],
      ['console', [moReceived.topic, mtStatus.topic]],
    ]);
    expect([...topicsByGroup().keys()]).toEqual(expect.arrayContaining(['dispatcher', 'dispatcher-bulk']));
  });
});
