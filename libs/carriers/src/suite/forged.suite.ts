import fc from 'fast-check';
import type { WebhookRequest } from '../webhook.port.js';
import { suiteMo, suiteMt, suiteNowMs, type WebhookHarness } from './harness.suite.js';
import { withBitFlipped } from './proof.suite.js';

/** Whom a carrier's webhooks believe: the carrier, with either of two secrets, and nobody else. */
export function forgedSuite({ carrier, secrets, proof, ...harness }: WebhookHarness): void {
  const [secret, oldSecret] = secrets;
  const signed = () => harness.signedMo(suiteMo, secret, suiteNowMs);
  const codeOf = (request: WebhookRequest, at = suiteNowMs) => {
    const parsed = carrier.webhooks.mo(request, secrets, at);
    return parsed.ok ? 'OK' : parsed.refusal.code;
  };

  describe('believe', () => {
    it('both secrets while one is being rotated, and no other', () => {
      expect(codeOf(harness.signedMo(suiteMo, oldSecret, suiteNowMs))).toBe('OK');
      expect(codeOf(harness.signedMo(suiteMo, 'someone-else', suiteNowMs))).toBe('SIGNATURE_INVALID');
    });

    it('nobody where no secret is configured', () => {
      const parsed = carrier.webhooks.mo(harness.signedMo(suiteMo, '', suiteNowMs), [], suiteNowMs);
      expect(parsed).toMatchObject({ ok: false, refusal: { status: 403, code: 'SIGNATURE_UNCHECKABLE' } });
    });

    it('no MO and no receipt without a proof', () => {
      expect(codeOf(proof.write(signed(), undefined))).toBe('SIGNATURE_MISSING');
      const { mtId, from, to } = suiteMt;
      const receipt = { id: 'carrier-9', mtId, from, to, status: 'delivered' };
      const unsigned = proof.write(harness.signedReceipt(receipt, secret, suiteNowMs), undefined);
      expect(carrier.webhooks.receipt(unsigned, secrets, suiteNowMs)).toMatchObject({
        ok: false,
        refusal: { code: 'SIGNATURE_MISSING' },
      });
    });

    it('no wrong proof, of the right length or not', () => {
      const right = proof.read(signed());
      const flipped = (right.startsWith('a') ? 'b' : 'a') + right.slice(1);
      for (const wrong of [flipped, right.slice(1), `${right}0`, 'ümlaut']) {
        expect(codeOf(proof.write(signed(), wrong))).toBe('SIGNATURE_INVALID');
      }
    });

    it('no proof with a single bit turned over', () => {
      const request = signed();
      const right = proof.read(request);
      expect(codeOf(proof.write(request, right))).toBe('OK');
      fc.assert(
        fc.property(fc.nat(), (bit) => {
          expect(codeOf(proof.write(request, withBitFlipped(proof, right, bit)))).toBe('SIGNATURE_INVALID');
        }),
        { numRuns: 200 },
      );
    });

    if (proof.covers.includes('body')) {
      it('no altered body', () => {
        const request = signed();
        const body = Buffer.from(request.body.toString('utf8').replace('JOIN', 'QUIT'), 'utf8');
        const altered = { ...request, url: request.url.replace('JOIN', 'QUIT'), body };
        expect(altered).not.toEqual(request);
        expect(codeOf(altered)).toBe('SIGNATURE_INVALID');
      });
    }

    if (proof.covers.includes('url')) {
      it('no altered URL', () => {
        const request = signed();
        expect(codeOf({ ...request, url: `${request.url}?added=1` })).toBe('SIGNATURE_INVALID');
        expect(codeOf({ ...request, url: request.url.replace('/mo', '/mO') })).toBe('SIGNATURE_INVALID');
      });
    }

    const { toleranceSeconds } = proof;
    if (toleranceSeconds !== undefined) {
      it('no stale and no future timestamp', () => {
        for (const sign of [1, -1]) {
          expect(codeOf(signed(), suiteNowMs + sign * toleranceSeconds * 1_000)).toBe('OK');
          const tooFar = suiteNowMs + sign * (toleranceSeconds + 1) * 1_000;
          expect(codeOf(signed(), tooFar)).toBe('TIMESTAMP_STALE');
        }
      });
    }

    it('no method that the carrier does not use', () => {
      expect(codeOf({ ...signed(), method: 'PUT' })).toBe('METHOD_NOT_ALLOWED');
    });
  });
}
