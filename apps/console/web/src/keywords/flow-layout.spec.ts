import * as fc from 'fast-check';
import { BOX, OVER, placeFlow } from './flow-layout.js';

const step = (name: string) => ({ step: name, kind: 'say' as const, words: 'Hi', line: 1, problems: [] });

describe('the layout of a flow', () => {
  it('puts what follows below, and names the way', () => {
    const ways = [
      { from: 'a', to: 'b', when: 'an answer' },
      { from: 'b', to: undefined },
      { from: 'a', to: 'gone' },
    ];
    const { places, ways: drawn } = placeFlow({ steps: [step('a'), step('b')], ways });
    expect(places.get('b')!.y).toBeGreaterThan(places.get('a')!.y + BOX.height);
    expect(places.get(OVER)!.y).toBeGreaterThan(places.get('b')!.y);
    expect(drawn.map(({ label }) => label?.words)).toEqual(['an answer', undefined]);
  });

  it('lets no two steps lie on each other, whatever the ways', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const way = fc.record({
      from: fc.constantFrom(...names),
      to: fc.option(fc.constantFrom(...names), { nil: undefined }),
      when: fc.option(fc.string({ maxLength: 60 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(way, { maxLength: 14 }), (ways) => {
        const { places } = placeFlow({ steps: names.map(step), ways });
        for (const a of names)
          for (const b of names.filter((each) => each > a)) {
            const [p, q] = [places.get(a)!, places.get(b)!];
            expect(Math.abs(p.x - q.x) >= BOX.width || Math.abs(p.y - q.y) >= BOX.height).toBe(true);
          }
      }),
      { numRuns: 60 },
    );
  });
});
