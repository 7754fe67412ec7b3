import { LineQueue } from './line-queue.js';

describe('the queue for a line', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('lets one at a time look again, in the order of asking', async () => {
    const queue = new LineQueue();
    const came: number[] = [];
    const waits = [1, 2, 3].map((each) => queue.turn(1_000).then(() => came.push(each)));
    queue.next();
    await waits[0];
    expect(came).toEqual([1]);
    queue.next();
    queue.next();
    await Promise.all(waits);
    expect(came).toEqual([1, 2, 3]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('lets nobody wait longer than they can, and gives their turn to the next', async () => {
    const queue = new LineQueue();
    const came: string[] = [];
    const late = queue.turn(10).then(() => came.push('late'));
    const patient = queue.turn(1_000).then(() => came.push('patient'));
    await jest.advanceTimersByTimeAsync(10);
    await late;
    expect(came).toEqual(['late']);
    queue.next();
    await patient;
    queue.next();
    expect(came).toEqual(['late', 'patient']);
  });
});
