import fc from 'fast-check';
import { foldConsents, stateOf, type ConsentFact } from './consent-view.js';

/** A subscriber's ledger: versions from 1, each entry about one program of one sender. */
const ledger: fc.Arbitrary<ConsentFact[]> = fc
  .array(
    fc.record({
      sender: fc.constantFrom('12345', '67890'),
      program: fc.constantFrom('*', 'club', 'news'),
      state: fc.constantFrom('none' as const, 'pending' as const, 'in' as const, 'out' as const),
    }),
    { maxLength: 12 },
  )
  .map((entries) => entries.map((entry, i) => ({ ...entry, version: i + 1 })));

const shuffled = ledger.chain((facts) =>
  fc.record({
    facts: fc.constant(facts),
    order: fc.shuffledSubarray([...facts, ...facts], {
      minLength: facts.length * 2,
      maxLength: facts.length * 2,
    }),
    cut: fc.nat({ max: facts.length * 2 }),
  }),
);

describe("the dispatcher's view of consents", () => {
  it('is that of the ledger, in whatever order, how often and in how many batches the news comes', () => {
    fc.assert(
      fc.property(shuffled, ({ facts, order, cut }) => {
        const inOrder = foldConsents({}, facts);
        const asItCame = foldConsents(foldConsents({}, order.slice(0, cut)), order.slice(cut));
        expect(asItCame).toEqual(inOrder);
        for (const { sender, program } of facts) {
          const last = facts.filter((fact) => fact.sender === sender && fact.program === program).at(-1)!;
          expect(stateOf(asItCame, sender, program)).toBe(last.state);
        }
      }),
    );
  });

  it('is left alone: folding makes another, and the same one when nothing is new', () => {
    const view = Object.freeze(foldConsents({}, [{ sender: '1', program: '*', state: 'out', version: 2 }]));
    expect(foldConsents(view, [{ sender: '1', program: '*', state: 'none', version: 1 }])).toBe(view);
    const next = foldConsents(view, [{ sender: '1', program: '*', state: 'none', version: 3 }]);
    expect([stateOf(view, '1', '*'), stateOf(next, '1', '*')]).toEqual(['out', 'none']);
  });

  it('says none of what it has never heard of', () => {
    expect(stateOf({}, '12345', 'club')).toBe('none');
  });
});
