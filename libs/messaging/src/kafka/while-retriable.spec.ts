import { whileRetriable } from './while-retriable.js';

const failing = (times: number, retriable: boolean) => {
  let asked = 0;
  return jest.fn(() => {
    asked += 1;
    return asked > times
      ? Promise.resolve(asked)
      : Promise.reject(Object.assign(new Error('no'), { retriable }));
  });
};

describe('asking a broker that has just started', () => {
  it('goes on until it answers', async () => {
    expect(await whileRetriable(failing(2, true))).toBe(3);
  });

  it('ends at once with what no waiting mends, and in time with the rest', async () => {
    const never = failing(9, false);
    await expect(whileRetriable(never)).rejects.toThrow('no');
    expect(never).toHaveBeenCalledTimes(1);
    await expect(whileRetriable(failing(99, true), 50)).rejects.toThrow('no');
  });
});
