import { carrierErrors } from '../carrier-errors.js';
import { suiteMt, type CarrierHarness } from './harness.suite.js';
import { answerWith as answer, localCarrier } from './local-carrier.suite.js';

/** What reaches the carrier, and what each of its answers means. */
export function answeredSuite(harness: CarrierHarness): void {
  describe('send, answered', () => {
    const carrier = localCarrier(harness);

    it('submitted: the text reaches the carrier as it is', async () => {
      const { carrierMessageId, taken } = harness.accepted;
      expect(await carrier.send(answer(harness.accepted))).toEqual({
        kind: 'submitted',
        carrierMessageId,
        taken,
      });
      expect(carrier.requests).toHaveLength(1);
      const [request] = carrier.requests;
      if (request === undefined) throw new Error('nothing came');
      harness.expectSent(request);
      expect(request.headers.traceparent).toBe(suiteMt.traceparent);
    });

    it('a lone surrogate in the text does not stop the send', async () => {
      const outcome = await carrier.send(answer(harness.accepted), { ...suiteMt, text: 'half \ud83d' });
      expect(outcome.kind).toBe('submitted');
    });

    it('rejected: by the code of the table', async () => {
      const { code, carrierCode } = harness.rejected;
      expect(await carrier.send(answer(harness.rejected))).toEqual({ kind: 'rejected', code, carrierCode });
    });

    it('rejected: a code that nobody knows is refused by its status', async () => {
      const outcome = await carrier.send(answer({ status: 400, body: '<html>no</html>' }));
      expect(outcome).toEqual({ kind: 'rejected', code: 'REFUSED' });
    });

    it('throttled: with Retry-After in seconds and as a date', async () => {
      const inSeconds = { ...harness.throttled, headers: { 'retry-after': '7' } };
      expect(await carrier.send(answer(inSeconds))).toMatchObject({ kind: 'throttled', retryAfterMs: 7_000 });
      const date = new Date(Date.now() + 30_000).toUTCString();
      const onDate = { ...harness.throttled, headers: { 'retry-after': date } };
      const outcome = await carrier.send(answer(onDate));
      if (outcome.kind !== 'throttled') throw new Error(outcome.kind);
      expect(outcome.retryAfterMs).toBeGreaterThan(25_000);
      expect(outcome.retryAfterMs).toBeLessThanOrEqual(30_000);
    });

    it('throttled: 429 without a word', async () => {
      expect(await carrier.send(answer({ status: 429, body: '' }))).toEqual({ kind: 'throttled' });
    });

    it('failed: 503 means not accepted, and its Retry-After counts', async () => {
      const outcome = await carrier.send(answer({ status: 503, headers: { 'retry-after': '3' }, body: '' }));
      expect(outcome).toEqual({ kind: 'failed', code: 'CARRIER_DOWN', retry: 'later', retryAfterMs: 3_000 });
    });

    it('failed: wrong credentials wait for a person', async () => {
      const outcome = await carrier.send(answer({ status: 401, body: '{}' }));
      expect(outcome).toMatchObject({ kind: 'failed', code: 'UNAUTHORISED' });
      expect(carrierErrors.UNAUTHORISED.alarm).toBe(true);
    });

    it('failed: a redirect is not followed', async () => {
      const elsewhere = { location: `${carrier.baseUrl}/other` };
      const outcome = await carrier.send(answer({ status: 307, headers: elsewhere, body: '' }));
      expect(outcome).toMatchObject({ kind: 'failed', code: 'MISCONFIGURED' });
      expect(carrier.requests).toHaveLength(1);
    });

    it('unknown: any 5xx but 503', async () => {
      for (const status of [500, 502, 504]) {
        const outcome = await carrier.send(answer({ status, body: 'oops' }));
        expect(outcome).toMatchObject({ kind: 'unknown', code: 'SERVER_ERROR' });
      }
    });

    it('unknown: a 2xx without a readable id, whole or cut off', async () => {
      const unreadable = { kind: 'unknown', code: 'ANSWER_UNREADABLE' };
      expect(await carrier.send(answer({ status: 200, body: 'OK' }))).toEqual(unreadable);
      const cut = await carrier.send((request, response) => {
        response.writeHead(harness.accepted.status, { 'content-length': '500' });
        response.write('{"', () => request.socket.destroy());
      });
      expect(cut).toEqual(unreadable);
    });

    it('an account that lacks its token is refused with what to add', () => {
      const account = { ...harness.account(carrier.baseUrl), token: undefined };
      expect(() => harness.carrier.createSender(account)).toThrow(/lacks "token"/);
    });
  });
}
