import fc from 'fast-check';
import { holdOf, isHeld, standing, type Hold } from './hold.js';

const AT = '2026-11-20T15:00:00.000Z';
const sender: Hold = { kind: 'sender', name: '12345', held: true, at: AT };
const campaign: Hold = { kind: 'campaign', name: 'autumn', held: true, at: AT };

describe('what is held', () => {
  it.each([
    ['a reply on a held sender', { sender: '12345', lane: 'reply' }, [sender], true],
    ['what compliance owes there', { sender: '12345', lane: 'compliance' }, [sender], false],
    ['another sender', { sender: '67890', lane: 'bulk' }, [sender], false],
    ['a held campaign', { sender: '12345', lane: 'bulk', campaign: 'autumn' }, [campaign], true],
    [
      'it, as transactional',
      { sender: '12345', lane: 'transactional', campaign: 'autumn' },
      [campaign],
      true,
    ],
    ['an answer under its name', { sender: '12345', lane: 'reply', campaign: 'autumn' }, [campaign], false],
    ['what has no campaign', { sender: '12345', lane: 'bulk' }, [campaign], false],
    ['a campaign called as the sender', { sender: '1', lane: 'bulk', campaign: '12345' }, [sender], false],
    ['what was let go', { sender: '12345', lane: 'bulk' }, [{ ...sender, held: false }], false],
  ] as const)('%s', (_, text, holds, expected) => {
    expect(isHeld(text, holds)).toBe(expected);
  });
});

describe('several orders about the same', () => {
  const order = fc.record({
    held: fc.boolean(),
    at: fc.constantFrom(AT, '2026-11-20T15:00:01.000Z', '2026-11-20T15:00:02.000Z'),
  });

  it('leave the latest, in whatever order they come, and pause where two are of one instant', () => {
    fc.assert(
      fc.property(fc.array(order, { minLength: 1, maxLength: 6 }), fc.nat(), (orders, turn) => {
        const holds = orders.map((one): Hold => ({ ...sender, ...one }));
        const turned = holds.map((_, place) => holds[(place + turn) % holds.length]!).toReversed();
        const { held, at } = holds.reduce(standing);
        expect(turned.reduce(standing)).toMatchObject({ held, at });
        expect(at).toBe(
          holds
            .map((one) => one.at)
            .toSorted()
            .at(-1),
        );
        expect(held).toBe(holds.some((one) => one.at === at && one.held));
      }),
    );
  });

  it('are asked for by now at the latest: a clock that goes ahead blocks no later order', () => {
    const ahead = { sender: '12345', held: true, why: 'filtering', requestedAt: '2027-01-01T00:00:00.000Z' };
    expect(holdOf(ahead, Date.parse(AT))).toEqual({ ...sender, why: 'filtering' });
    const { requestedAt, ...rest } = { campaign: 'autumn', held: true, requestedAt: AT };
    expect(holdOf({ ...rest, requestedAt }, Date.parse(AT) + 5)).toEqual(campaign);
  });
});
