import type { ReceiptReceived } from '@parley/contracts';
import fc from 'fast-check';
import { isFinal, rankOf } from './mt-status-lattice.js';
import { takeReceipt, type KnownMt } from './take-receipt.js';

const mt: KnownMt = {
  id: '0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20',
  subscriber: '+14155550101',
  sender: '12345',
  lane: 'reply',
  segments: 1,
  encoding: 'gsm7',
  attempt: 1,
  inReplyTo: '5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b10',
  status: 'submitted',
  carrier: 'simulator',
  carrierMessageId: 'sim-1',
};

function receipt(status: ReceiptReceived['status'], changed: Partial<ReceiptReceived> = {}): ReceiptReceived {
  const at = '2026-11-20T15:00:00.900Z';
  return {
    subscriber: mt.subscriber,
    carrier: 'simulator',
    carrierMessageId: 'sim-1',
    status,
    at,
    ...changed,
  };
}

describe('a receipt', () => {
  it('moves the text on and says everything that is known of it', () => {
    const { carrierMessageId, id, ...same } = mt;
    expect(takeReceipt(mt, receipt('delivered'))).toEqual({
      ...same,
      mtId: id,
      carrierMessageId,
      status: 'delivered',
      final: true,
      code: undefined,
      at: '2026-11-20T15:00:00.900Z',
    });
  });

  it.each([
    ['sent', 'sent', false, undefined],
    ['delivered', 'delivered', true, undefined],
    ['undelivered', 'undelivered', true, undefined],
    ['expired', 'undelivered', true, 'EXPIRED'],
    ['rejected', 'rejected', true, undefined],
  ] as const)('%s makes it %s', (said, status, final, code) => {
    expect(takeReceipt(mt, receipt(said))).toMatchObject({ status, final, code });
  });

  it("passes on Parley's code for what went wrong", () => {
    expect(takeReceipt(mt, receipt('undelivered', { code: 'UNREACHABLE' }))).toMatchObject({
      code: 'UNREACHABLE',
    });
    expect(takeReceipt(mt, receipt('expired', { code: 'HANDSET_OFF' }))).toMatchObject({
      code: 'HANDSET_OFF',
    });
  });

  it('says nothing new when it is late, repeated or out of order', () => {
    expect(takeReceipt(mt, receipt('accepted'))).toBeUndefined();
    expect(takeReceipt(mt, receipt('unknown'))).toBeUndefined();
    expect(takeReceipt({ ...mt, status: 'sent' }, receipt('sent'))).toBeUndefined();
    expect(takeReceipt({ ...mt, status: 'delivered' }, receipt('undelivered'))).toBeUndefined();
    expect(takeReceipt({ ...mt, status: 'rejected' }, receipt('delivered'))).toBeUndefined();
  });

  it('before the answer to the send, and after an unknown outcome, says that the carrier has it', () => {
    const { status: _none, carrier: _carrier, carrierMessageId: _id, ...underWay } = mt;
    expect(takeReceipt(underWay, receipt('accepted'))).toMatchObject({
      status: 'submitted',
      carrierMessageId: 'sim-1',
    });
    expect(takeReceipt({ ...mt, status: 'unknown' }, receipt('accepted'))).toMatchObject({
      status: 'submitted',
    });
  });

  it('of many, in any order, leads to the same class of end and never back', () => {
    const said = fc.constantFrom(
      ...(['accepted', 'sent', 'delivered', 'undelivered', 'expired', 'unknown'] as const),
    );
    const story = fc
      .array(said, { maxLength: 8 })
      .chain((news) => fc.tuple(fc.constant(news), fc.shuffledSubarray(news, { minLength: news.length })));
    const end = (news: readonly ReceiptReceived['status'][]) => {
      let at: KnownMt = mt;
      for (const each of news) {
        const next = takeReceipt(at, receipt(each));
        if (!next) continue;
        expect(rankOf(next.status)).toBeGreaterThan(rankOf(at.status!));
        expect(next.final).toBe(isFinal(next.status));
        at = { ...at, status: next.status };
      }
      return rankOf(at.status!);
    };
    fc.assert(fc.property(story, ([one, other]) => expect(end(one)).toBe(end(other))));
  });
});
