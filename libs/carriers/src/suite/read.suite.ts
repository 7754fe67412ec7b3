import fc from 'fast-check';
import { anyCharacter } from '@parley/testing/any-character';
import type { InboundReceipt, Parsed, ReceiptStatus } from '../webhook.port.js';
import { suiteMo, suiteMt, suiteNowMs, type WebhookHarness } from './harness.suite.js';

const receiptStatuses: readonly ReceiptStatus[] = [
  'accepted',
  'sent',
  'delivered',
  'undelivered',
  'expired',
  'rejected',
  'unknown',
];

/** What is read out of a carrier's good webhooks. */
export function readSuite(harness: WebhookHarness): void {
  const { carrier, secrets } = harness;
  const [secret] = secrets;

  describe('read', () => {
    it('an MO, word for word', () => {
      const request = harness.signedMo(suiteMo, secret, suiteNowMs);
      expect(carrier.webhooks.mo(request, secrets, suiteNowMs)).toMatchObject({
        ok: true,
        items: [{ carrierMessageId: suiteMo.id, from: suiteMo.from, to: suiteMo.to, text: suiteMo.text }],
        skipped: [],
        answer: { status: expect.any(Number) },
      });
    });

    it.each(Object.entries(harness.statuses))('the receipt status %s as %s', (status, expected) => {
      expect(only(parse(status))).toMatchObject({ status: expected });
    });

    it('a status that nobody has heard of as unknown', () => {
      expect(only(parse('teleported'))).toMatchObject({ status: 'unknown' });
    });

    it('any status word as one of ours, or refuses it', () => {
      fc.assert(
        fc.property(
          fc.string({ maxLength: 200, unit: anyCharacter }),
          fc.string({ maxLength: 200 }),
          (word, code) => {
            const parsed = parse(word, code);
            if (parsed.ok) expect(receiptStatuses).toContain(only(parsed).status);
            else expect(parsed.refusal.status).toBe(400);
          },
        ),
      );
    });

    it("a receipt's ids, numbers and code", () => {
      const [carrierCode, code] = harness.receiptCode;
      expect(only(parse(failure(), carrierCode))).toMatchObject({
        carrierMessageId: 'carrier-9',
        reference: suiteMt.mtId,
        from: harness.receiptsOmitSender ? undefined : '12345',
        to: '+14155550101',
        code,
        carrierCode,
      });
    });

    it('a code that nobody knows as UNKNOWN_ERROR', () => {
      expect(only(parse(failure(), '99'))).toMatchObject({ code: 'UNKNOWN_ERROR', carrierCode: '99' });
    });
  });

  /** A word of the carrier's for a text that did not arrive. */
  function failure(): string {
    const words = Object.entries(harness.statuses);
    const [word] = words.find(([, ours]) => ours === 'undelivered') ??
      words.find(([, ours]) => ours === 'rejected') ?? ['undelivered'];
    return word;
  }

  function parse(status: string, code?: string): Parsed<InboundReceipt> {
    const { mtId, from, to } = suiteMt;
    const receipt = { id: 'carrier-9', mtId, from, to, status, code };
    return carrier.webhooks.receipt(harness.signedReceipt(receipt, secret, suiteNowMs), secrets, suiteNowMs);
  }

  function only(parsed: Parsed<InboundReceipt>): InboundReceipt {
    if (!parsed.ok) throw new Error(parsed.refusal.message);
    expect(parsed.items).toHaveLength(1);
    return parsed.items[0]!;
  }
}
