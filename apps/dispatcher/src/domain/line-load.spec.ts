import fc from 'fast-check';
import { LineLoad } from './line-load.js';

/** A line with so many texts at the carrier. */
function busy(width: number, begun: number): LineLoad {
  const line = new LineLoad(width);
  for (let i = 0; i < begun; i += 1) {
    line.wait();
    line.begin();
  }
  return line;
}

describe('the load of a line', () => {
  it('leaves room for what is free, less what has its slot already', () => {
    const line = busy(64, 10);
    line.wait();
    expect(line.free).toBe(true);
    expect(line.room(1, 40, 0)).toBe(53);
    line.leave();
    expect(line.room(1, 40, 0)).toBe(54);
  });

  it('leaves none while the carrier answers nothing, and none that is not worth a claim', () => {
    const line = busy(64, 64);
    expect(line.free).toBe(false);
    expect(line.room(1, 40, 5_000)).toBe(0);
    expect(busy(64, 49).room(1, 40, 0)).toBe(0);
    expect(busy(64, 48).room(1, 40, 0)).toBe(16);
  });

  it('leaves more where answers come fast and slots are far apart, and forgets them when they stop', () => {
    const line = busy(64, 64);
    for (let i = 0; i < 500; i += 1) {
      line.end(i / 2);
      line.wait();
      line.begin();
    }
    expect(line.room(0, 40, 300)).toBe(32);
    expect(line.room(0.5, 40, 300)).toBe(53);
    expect(line.room(0, 40, 2_000)).toBe(0);
  });

  it('is free as long as fewer wait for an answer than it is wide', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.array(fc.boolean(), { maxLength: 60 }),
        (width, story) => {
          const line = new LineLoad(width);
          let begun = 0;
          for (const [i, begins] of story.entries()) {
            if (begins && line.free) {
              line.wait();
              line.begin();
              begun += 1;
            } else if (begun > 0) {
              line.end(i);
              begun -= 1;
            }
            expect(line.free).toBe(begun < width);
          }
        },
      ),
    );
  });
});
