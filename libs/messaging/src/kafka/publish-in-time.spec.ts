import { PublishError } from './event-publisher.js';
import { publishInTime } from './publish-in-time.js';

describe('what is published while somebody waits', () => {
  it('is there when the answer is given', async () => {
    const published: unknown[] = [];
    const publish = async (records: readonly unknown[]) => void published.push(...records);
    const record = { topic: 't', key: 'k', value: '{}', headers: {} };
    await publishInTime({ publish }, [record]);
    expect(published).toEqual([record]);
  });

  it('is given up in time, and fails as what failed by itself', async () => {
    const never = { publish: () => new Promise<void>(() => undefined) };
    await expect(publishInTime(never, [], 5)).rejects.toThrow(PublishError);
    const away = { publish: () => Promise.reject(new PublishError('away')) };
    await expect(publishInTime(away, [])).rejects.toThrow('away');
  });
});
