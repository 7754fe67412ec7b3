import fc from 'fast-check';
import { foldParts, withReceipt, type PartStatus, type TextParts } from './fold-parts.js';

const parts = (total: number, ...statuses: (PartStatus | undefined)[]): TextParts => ({
  total,
  statuses: new Map(statuses.map((status, index) => [String(index), status])),
});

describe('the receipts of the parts of a text', () => {
  it.each([
    ['nothing heard', parts(2, undefined, undefined), undefined],
    ['one delivered', parts(2, 'delivered', undefined), 'accepted'],
    ['all delivered', parts(2, 'delivered', 'delivered'), 'delivered'],
    ['one on its way', parts(2, 'delivered', 'sent'), 'sent'],
    ['the first failure decides', parts(3, 'delivered', 'expired', undefined), 'expired'],
    ['a word nobody knows', parts(2, 'unknown', 'delivered'), 'accepted'],
    ['taken in part, that part delivered', parts(3, 'delivered'), undefined],
    ['taken in part, that part failed', parts(3, 'undelivered'), 'undelivered'],
  ] as const)('%s', (_what, known, expected) => {
    expect(foldParts(known)).toBe(expected);
  });

  it('end the same in whatever order they come, repeated or not, where all are delivered or one fails', () => {
    const final = fc.constantFrom<PartStatus>('delivered', 'delivered', 'delivered', 'undelivered');
    const early = fc.constantFrom<PartStatus>('accepted', 'sent', 'unknown');
    fc.assert(
      fc.property(
        fc.array(final, { minLength: 1, maxLength: 6 }).chain((finals) => {
          const said = finals.map((status, index) => [String(index), status] as const);
          const noise = fc.array(fc.tuple(fc.nat(finals.length - 1).map(String), early), { maxLength: 8 });
          return fc.tuple(
            fc.constant(finals),
            noise.chain((more) =>
              fc.shuffledSubarray([...said, ...said, ...more], { minLength: 2 * said.length + more.length }),
            ),
          );
        }),
        ([finals, receipts]) => {
          let known = parts(finals.length, ...finals.map(() => undefined));
          for (const [id, status] of receipts) known = withReceipt(known, id, status);
          expect(foldParts(known)).toBe(finals.includes('undelivered') ? 'undelivered' : 'delivered');
        },
      ),
    );
  });

  it('of a message that is none of its parts change nothing', () => {
    const known = parts(2, undefined, undefined);
    expect(withReceipt(known, 'other', 'undelivered')).toBe(known);
  });
});
