import { randomOctets } from './random-octets.js';

describe('random octets', () => {
  it('are given once, across what is drawn together', () => {
    const all = Array.from({ length: 5_000 }, (_, at) => randomOctets(at % 2 === 0 ? 12 : 32));
    expect(new Set(all.map((each) => each.toString('hex'))).size).toBe(all.length);
    expect(
      new Set(all.map((each) => `${each.buffer === all[0]!.buffer ? each.byteOffset : each.toString('hex')}`))
        .size,
    ).toBe(all.length);
    expect(all.map(({ length }) => length).slice(0, 3)).toEqual([12, 32, 12]);
  });

  it('stay as they were while others are drawn', () => {
    const [first, copy] = [randomOctets(32), Buffer.alloc(32)];
    first.copy(copy);
    for (let i = 0; i < 2_000; i += 1) randomOctets(12);
    expect(first).toEqual(copy);
  });
});
