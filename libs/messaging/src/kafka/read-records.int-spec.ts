import { connect } from 'node:net';
import { closeLater, testInfrastructure, testKafka } from '@parley/testing';
import { Kafka, logLevel } from 'kafkajs';
import { ownTopic } from './own-topic.builder.js';
import { readRecords, stretchesOf } from './read-records.js';

/** Numbers of requests in Kafka's protocol. */
const FETCH = 1;
const JOIN_GROUP = 11;

/** A client whose connection breaks in the middle of a request, each time when `breaks` says so. */
function breakingKafka(breaks: (request: number) => boolean): Kafka {
  return new Kafka({
    brokers: [...testInfrastructure().kafkaBrokers],
    logLevel: logLevel.NOTHING,
    retry: { initialRetryTime: 20, retries: 8 },
    socketFactory: ({ host, port, onConnect }) => {
      const socket = connect({ host, port }, onConnect);
      const write = socket.write.bind(socket);
      socket.write = (data: Buffer, ...more: never[]) => {
        if (!breaks(Buffer.from(data as unknown as string, 'binary').readInt16BE(4)))
          return write(data, ...more);
        socket.destroy(new Error('cut'));
        return false;
      };
      return socket;
    },
  });
}

describe('reading what lies on topics', () => {
  const kafka = testKafka();
  // Several fetches long: the client asks for 1 MiB of a partition at a time.
  const values = Array.from({ length: 60 }, (_, i) => String(i));
  const PADDING = 'x'.repeat(90_000);
  let topic: string;

  beforeAll(async () => {
    const own = await ownTopic(kafka);
    closeLater(own.remove);
    ({ topic } = own);
    const producer = kafka.producer();
    await producer.connect();
    closeLater(() => producer.disconnect());
    for (const value of values) await producer.send({ topic, messages: [{ value: `${value} ${PADDING}` }] });
  });

  /** @returns the values, in the order in which they were taken, and how often the connection broke */
  async function readBy(breaks: (request: number, times: number) => boolean) {
    const taken: string[] = [];
    let times = 0;
    const client = breakingKafka((request) => {
      const now = breaks(request, times);
      if (now) times++;
      return now;
    });
    const reading = readRecords(client, await stretchesOf(kafka, topic), ({ value }) => {
      taken.push(String(value).split(' ')[0]!);
    });
    return { taken, times: await reading.then(() => times) };
  }

  it('joins again where the connection breaks while it joins', async () => {
    const { taken, times } = await readBy((request, times) => request === JOIN_GROUP && times < 3);
    expect({ taken, times }).toEqual({ taken: values, times: 3 });
  });

  it('goes on from where it was, each record once', async () => {
    let [fetches, joins] = [0, 0];
    const { taken } = await readBy((request) => {
      if (request === JOIN_GROUP) joins++;
      // So often in a row that the client gives its group up, and begins anew.
      return request === FETCH && ++fetches > 2 && fetches < 12;
    });
    expect(taken).toEqual(values);
    expect(joins).toBeGreaterThan(1);
  });

  it('says so where it cannot join at all', async () => {
    await expect(readBy((request) => request === JOIN_GROUP)).rejects.toThrow('Connection error: cut');
  });
});
