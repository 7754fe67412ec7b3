import { receiptReceived, type MtStatus, type ReceiptReceived } from '@parley/contracts';
import fc from 'fast-check';
import { rankOf, type StatusName } from './domain/mt-status-lattice.js';
import type { KnownMt } from './domain/take-receipt.js';
import { decideFound } from './mt-chores.service.js';
import { decideReceipt } from './take-receipt.handler.js';

const mt: KnownMt = {
  id: receiptReceived.example.mtId!,
  subscriber: receiptReceived.example.subscriber,
  sender: '12345',
  lane: 'reply',
  segments: 1,
  encoding: 'gsm7',
  attempt: 1,
};
const kinds = ['accepted', 'sent', 'delivered', 'undelivered', 'expired', 'rejected', 'unknown'] as const;
const receipt = (status: ReceiptReceived['status'], n = 0) => ({
  id: `5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b${String(n).padStart(2, '0')}`,
  data: { ...receiptReceived.example, status },
});

/** What is published of a text, in order, when its receipts come so. */
function told(begin: StatusName | undefined, statuses: readonly ReceiptReceived['status'][]): StatusName[] {
  let state: KnownMt = { ...mt, status: begin };
  return statuses.flatMap((status, n) => {
    const decision = decideReceipt(state, receipt(status, n));
    state = decision.state ?? state;
    return decision.effects.map(({ data }) => (data as MtStatus).status);
  });
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));
}

describe('receipts in any order', () => {
  it('never move a text back, and nothing moves a final one: all orders of all receipts', () => {
    for (const begin of [undefined, 'retrying', 'unknown', 'submitted', 'sent'] as const) {
      for (const order of permutations(kinds)) {
        const ranks = [begin, ...told(begin, order)].map((status) =>
          status === undefined ? 0 : rankOf(status),
        );
        expect(ranks.every((rank, at) => at === 0 || rank > ranks[at - 1]!)).toBe(true);
        expect(ranks.filter((rank) => rank === 9)).toHaveLength(1);
      }
    }
  });

  it('say nothing twice, however often they are repeated', () => {
    const some = fc.array(fc.constantFrom(...kinds), { maxLength: 6 });
    fc.assert(
      fc.property(some, (statuses) => {
        const once = told('submitted', statuses);
        expect(
          told(
            'submitted',
            statuses.flatMap((status) => [status, status]),
          ),
        ).toEqual(once);
        expect(told('submitted', [...statuses, ...statuses])).toEqual(
          told('submitted', [...statuses, ...statuses, ...statuses]),
        );
      }),
    );
  });

  it('resolve an unknown, once', () => {
    const decision = decideReceipt({ ...mt, status: 'unknown' }, receipt('delivered'));
    expect(decision.records).toContainEqual({ kind: 'resolved', mtId: mt.id, resolution: 'receipt' });
    expect(decideReceipt({ ...mt, status: 'submitted' }, receipt('delivered')).records).toHaveLength(1);
  });

  it('count what the phone failed, and forget it when something is delivered', () => {
    const failed = { ...receipt('undelivered'), data: { ...receipt('undelivered').data, code: 'LANDLINE' } };
    const { subscriber } = mt;
    expect(decideReceipt(mt, failed).records).toContainEqual({
      kind: 'failed',
      subscriber,
      code: 'LANDLINE',
    });
    expect(decideReceipt({ ...mt, failures: 2 }, receipt('delivered')).records).toContainEqual({
      kind: 'reached',
      subscriber,
    });
    expect(decideReceipt({ ...mt, failures: 0 }, receipt('delivered')).records).toHaveLength(1);
  });

  it('are traced where their text is, and where it did not come to the person', () => {
    const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331';
    const kept = (flag: string, status: ReceiptReceived['status'], before: StatusName = 'submitted') =>
      decideReceipt({ ...mt, status: before, traceparent: `${trace}-${flag}` }, receipt(status)).kept;
    expect(kept('00', 'delivered')).toBeUndefined();
    expect([kept('01', 'delivered'), kept('01', 'accepted')]).toEqual(['followed', 'followed']);
    for (const status of ['undelivered', 'expired', 'rejected'] as const)
      expect(kept('00', status)).toBe('failed');
    expect(kept('00', 'undelivered', 'delivered')).toBeUndefined(); // it says nothing new
  });

  it('of another person are orphans', () => {
    const decision = decideReceipt({ ...mt, subscriber: '+14155550199' }, receipt('delivered'));
    expect(decision).toMatchObject({ effects: [], records: [{ kind: 'orphan' }] });
  });
});

it('orphans whose text is found are taken in their order, on one another', () => {
  const found = (['sent', 'delivered', 'sent'] as const).map((status, n) => ({
    eventId: receipt(status, n).id,
    receipt: receipt(status).data,
    mt: { ...mt, status: 'submitted' as const },
  }));
  const { effects, records } = decideFound(found);
  expect(effects.map(({ effect }) => (effect.data as MtStatus).status)).toEqual(['sent', 'delivered']);
  expect(records).toHaveLength(2);
});
