import fc from 'fast-check';
import { callsBack, isCalledBack, type CancelOrder } from './cancel-order.js';

const id = '0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20';
const text = {
  id,
  subscriber: '+14155550101',
  sender: '12345',
  program: 'club',
  lane: 'bulk' as const,
};

describe('an order to cancel', () => {
  it.each<[string, Partial<CancelOrder>, boolean]>([
    ['all of a person', {}, true],
    ['this text', { mtId: id }, true],
    ['another text', { mtId: '5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b10' }, false],
    ['all of the sender', { sender: '12345' }, true],
    ['all of another sender', { sender: '67890' }, false],
    ['all of the program', { program: 'club' }, true],
    ['all of another program', { program: 'other' }, false],
    ['this text, on another sender', { mtId: id, sender: '67890' }, false],
  ])('of %s: %s', (_what, order, expected) => {
    expect(callsBack({ subscriber: text.subscriber, ...order }, text)).toBe(expected);
  });

  it('never reaches another person, nor what compliance owes', () => {
    const some = <T>(value: T) => fc.option(fc.constant(value), { nil: undefined });
    const orders = fc.record({
      subscriber: fc.constantFrom('+14155550101', '+14155550102'),
      mtId: some(id),
      sender: some('12345'),
      program: some('club'),
    });
    const lanes = fc.constantFrom(
      'compliance' as const,
      'reply' as const,
      'transactional' as const,
      'bulk' as const,
    );
    fc.assert(
      fc.property(orders, lanes, (order, lane) => {
        const mine = order.subscriber === text.subscriber;
        expect(callsBack(order as CancelOrder, { ...text, lane })).toBe(mine && lane !== 'compliance');
      }),
    );
  });
});

describe('a text of a cancelled campaign', () => {
  it.each([
    ['asked for before', 999, 1000, true],
    ['asked for at the same time', 1000, 1000, true],
    ['asked for afterwards', 1001, 1000, false],
    ['never cancelled', 1000, undefined, false],
  ])('%s: %s', (_what, requested, cancelled, expected) => {
    expect(isCalledBack(requested, cancelled)).toBe(expected);
  });
});
