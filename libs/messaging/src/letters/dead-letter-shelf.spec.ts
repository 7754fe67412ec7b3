import type { Kafka } from 'kafkajs';
import { DeadLetterShelf } from './dead-letter-shelf.js';

/** A broker with two topics of dead letters, the second of which answers as `gone` says. */
function kafkaWith(gone: Error): Kafka {
  const admin = {
    connect: async () => undefined,
    disconnect: async () => undefined,
    listTopics: async () => ['sms.mo.received.v1.dlq', 'sms.gone.v1.dlq', 'sms.mo.received.v1'],
    fetchTopicOffsets: async (topic: string) => {
      if (topic.startsWith('sms.gone')) throw gone;
      return [{ partition: 0, offset: '0', high: '0', low: '0' }];
    },
  };
  return { admin: () => admin } as unknown as Kafka;
}

const look = (gone: Error) => new DeadLetterShelf(kafkaWith(gone), 1024).now();

describe('a topic of dead letters that was deleted while they were looked for', () => {
  it('holds none', async () => {
    const cause = Object.assign(new Error('not here'), { type: 'UNKNOWN_TOPIC_OR_PARTITION' });
    expect(await look(new Error('not here', { cause }))).toEqual({ letters: [], leftOut: 0 });
  });

  it('is not taken for one that can not be read', async () => {
    await expect(
      look(new Error('denied', { cause: { type: 'TOPIC_AUTHORIZATION_FAILED' } })),
    ).rejects.toThrow('denied');
  });
});
