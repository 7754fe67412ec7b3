import fc from 'fast-check';
import { span } from './span.builder.js';
import { isWhole, traceTrees, type SpanNode } from './trace-tree.js';

const idsOf = (nodes: readonly SpanNode[]): string[] =>
  nodes.flatMap(({ span: { spanId }, children }) => [spanId, ...idsOf(children)]);

describe('trace trees', () => {
  it('hangs each span below its parent, in the order in which they began', () => {
    const [tree] = traceTrees([
      span('c', 'a', 30),
      span('a', undefined),
      span('b', 'a', 20),
      span('d', 'b', 25),
    ]);
    expect(idsOf(tree!.roots)).toEqual(['a', 'b', 'd', 'c']);
    expect(tree).toMatchObject({ traceId: 't1', spans: 4, startUs: 0, endUs: 40 });
    expect(isWhole(tree!)).toBe(true);
  });

  it('tells traces apart and puts the oldest first', () => {
    const trees = traceTrees([span('x', undefined, 50, { traceId: 'late' }), span('y', undefined, 10)]);
    expect(trees.map(({ traceId }) => traceId)).toEqual(['t1', 'late']);
  });

  it('shows a span whose parent is not kept, and says that something is missing', () => {
    const [tree] = traceTrees([span('a', undefined), span('b', 'gone', 5)]);
    expect(idsOf(tree!.roots)).toEqual(['a', 'b']);
    expect(isWhole(tree!)).toBe(false);
  });

  it('takes a parent of null, as PostgreSQL gives it, for a root', () => {
    const [tree] = traceTrees([span('a', null as unknown as undefined)]);
    expect(isWhole(tree!)).toBe(true);
  });

  it('shows every span once, in whatever order they come', () => {
    const parents = fc.array(fc.nat(), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(parents, fc.nat(), (choices, seed) => {
        const spans = choices.map((choice, i) => span(`s${i}`, i === 0 ? undefined : `s${choice % i}`, i));
        const shuffled = spans.toSorted(
          (a, b) => ((a.startUs * 7919 + seed) % 31) - ((b.startUs * 7919 + seed) % 31),
        );
        const [tree] = traceTrees(shuffled);
        expect(idsOf(tree!.roots).toSorted()).toEqual(spans.map(({ spanId }) => spanId).toSorted());
        expect(isWhole(tree!)).toBe(true);
      }),
    );
  });
});
