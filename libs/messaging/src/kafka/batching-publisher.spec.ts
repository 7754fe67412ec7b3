import type { OutgoingRecord } from '../wire/record.js';
import { BatchingPublisher } from './batching-publisher.js';
import { PublishError, type EventPublisher } from './event-publisher.js';

const record = (n: number): OutgoingRecord => ({ topic: 't', key: String(n), value: '{}', headers: {} });

/** A publisher whose requests end when they are told to. */
class SlowPublisher {
  readonly requests: { keys: string[]; end(error?: Error): void }[] = [];

  publish(records: readonly OutgoingRecord[]): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (error?: Error) => (error ? reject(error) : resolve());
      this.requests.push({ keys: records.map(({ key }) => key), end });
    });
  }

  async request(n: number): Promise<SlowPublisher['requests'][number]> {
    while (this.requests.length <= n) await new Promise((resolve) => setTimeout(resolve, 1));
    return this.requests[n]!;
  }
}

let slow: SlowPublisher;
let batching: BatchingPublisher;

beforeEach(() => {
  slow = new SlowPublisher();
  batching = new BatchingPublisher(slow as unknown as EventPublisher, 0);
});

describe('publishing for many callers', () => {
  it('gathers what comes while a request is under way, in order', async () => {
    const all = [batching.publish(record(1)), batching.publish(record(2))];
    const first = await slow.request(0);
    all.push(batching.publish(record(3)), batching.publish(record(4)), batching.publish(record(5)));
    expect(slow.requests).toHaveLength(1);
    first.end();
    (await slow.request(1)).end();
    await Promise.all(all);
    expect(slow.requests.map(({ keys }) => keys)).toEqual([
      ['1', '2'],
      ['3', '4', '5'],
    ]);
  });

  it('tells each caller how its own request ended', async () => {
    const failing = batching.publish(record(1));
    const first = await slow.request(0);
    const passing = batching.publish(record(2));
    first.end(new PublishError('no broker'));
    await expect(failing).rejects.toThrow(PublishError);
    (await slow.request(1)).end();
    await expect(passing).resolves.toBeUndefined();
  });

  it('starts again after it was idle', async () => {
    for (let n = 0; n < 3; n += 1) {
      const one = batching.publish(record(n));
      (await slow.request(n)).end();
      await one;
    }
    expect(slow.requests.map(({ keys }) => keys)).toEqual([['0'], ['1'], ['2']]);
  });

  it('puts at most 1,000 into a request', async () => {
    const all = Array.from({ length: 2500 }, (_, n) => batching.publish(record(n)));
    for (let n = 0; n < 3; n += 1) (await slow.request(n)).end();
    await Promise.all(all);
    expect(slow.requests.map(({ keys }) => keys.length)).toEqual([1000, 1000, 500]);
    expect(slow.requests.flatMap(({ keys }) => keys)).toEqual(
      Array.from({ length: 2500 }, (_, n) => String(n)),
    );
  });
});
