import fc from 'fast-check';
import type { WebhookRequest } from '../webhook.port.js';
import { suiteNowMs, type WebhookHarness } from './harness.suite.js';

/** What becomes of input that is wrong although it is signed, and of bytes that are anything. */
export function malformedSuite({ carrier, secrets, proof, ...harness }: WebhookHarness): void {
  const [secret] = secrets;
  const codeOf = (request: WebhookRequest) => {
    const parsed = carrier.webhooks.mo(request, secrets, suiteNowMs);
    return parsed.ok ? 'OK' : parsed.refusal.code;
  };

  describe('refuse', () => {
    it('a malformed body, even when it is signed', () => {
      const malformed = harness.malformed(secret, suiteNowMs);
      expect(malformed.map(codeOf)).toEqual(malformed.map(() => 'BODY_MALFORMED'));
    });

    it.each(harness.incompleteMos)('an MO that lacks a field: %s', (body) => {
      expect(codeOf(harness.signedBody(body, secret, suiteNowMs))).toBe('FIELD_MISSING');
    });

    it('without ever throwing, whatever the bytes, signed or not', () => {
      const given = fc.oneof(fc.string(), fc.constant(undefined));
      fc.assert(
        fc.property(
          fc.uint8Array({ maxLength: 400 }),
          given,
          fc.webUrl(),
          fc.boolean(),
          (bytes, text, url, s) => {
            const body = Buffer.from(bytes);
            const signed = harness.signedBody(body.toString('utf8'), secret, suiteNowMs);
            const request = s ? signed : proof.write({ ...signed, url, body }, text);
            for (const read of [carrier.webhooks.mo, carrier.webhooks.receipt]) {
              const parsed = read(request, secrets, suiteNowMs);
              if (!parsed.ok) expect(parsed.refusal.status).toBeGreaterThanOrEqual(400);
              else expect(s).toBe(true);
            }
          },
        ),
        { numRuns: 500 },
      );
    });
  });
}
