import { Random } from './random.js';

const draw = (random: Random): number[] => Array.from({ length: 5 }, () => random.next());

describe('seeded randomness', () => {
  it('draws the same numbers from the same seed, and others from another', () => {
    expect(draw(new Random(7))).toEqual(draw(new Random(7)));
    expect(draw(new Random(7))).not.toEqual(draw(new Random(8)));
  });

  it('forks by name, whatever was drawn before', () => {
    const used = new Random(7);
    used.next();
    expect(draw(used.fork('trial 1'))).toEqual(draw(new Random(7).fork('trial 1')));
    expect(draw(used.fork('trial 1'))).not.toEqual(draw(used.fork('trial 2')));
  });

  it('draws whole numbers between both ends, each of them', () => {
    const random = new Random(1);
    const drawn = new Set(Array.from({ length: 500 }, () => random.between(3, 6)));
    expect([...drawn].sort()).toEqual([3, 4, 5, 6]);
  });

  it('refuses to choose from nothing', () => {
    expect(() => new Random(1).pick([])).toThrow('nothing to choose');
  });
});
