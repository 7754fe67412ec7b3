import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { suiteMt, type CarrierHarness } from './harness.suite.js';
import { answerWith as answer, CONNECTIONS, localCarrier } from './local-carrier.suite.js';

/** What a send is worth when no answer comes: was anything written, or certainly nothing? */
export function unansweredSuite(harness: CarrierHarness): void {
  describe('send, without an answer', () => {
    const carrier = localCarrier(harness);

    it('failed: a refused connection', async () => {
      const closed = createServer();
      await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
      const { port } = closed.address() as AddressInfo;
      await new Promise((resolve) => closed.close(resolve));
      const nowhere = `http://127.0.0.1:${port}`;
      const outcome = await carrier.send(answer(harness.accepted), suiteMt, undefined, nowhere);
      expect(outcome).toEqual({ kind: 'failed', code: 'CONNECTION_FAILED', retry: 'later' });
    });

    it('failed: the time to begin has passed, so nothing is written', async () => {
      const late = { ...suiteMt, sendBy: Date.now() - 1 };
      const outcome = await carrier.send(answer(harness.accepted), late);
      expect(outcome).toEqual({ kind: 'failed', code: 'SEND_BY_PASSED', retry: 'later' });
      expect(carrier.requests).toHaveLength(0);
    });

    it('failed: one that comes too late leaves the connection to the next', async () => {
      carrier.reply = answer(harness.accepted);
      const sender = carrier.sender();
      expect(await sender.send(suiteMt)).toMatchObject({ kind: 'submitted' });
      for (let i = 0; i < 6; i += 1) {
        const late = { ...suiteMt, sendBy: Date.now() - 1 };
        expect(await sender.send(late)).toMatchObject({ code: 'SEND_BY_PASSED' });
        expect(await sender.send(suiteMt)).toMatchObject({ kind: 'submitted' });
      }
      await sender.close();
      expect(carrier.opened).toBeLessThanOrEqual(CONNECTIONS);
    });

    it('failed: aborted before it began', async () => {
      const outcome = await carrier.send(answer(harness.accepted), suiteMt, AbortSignal.abort());
      expect(outcome).toEqual({ kind: 'failed', code: 'ABORTED', retry: 'later' });
      expect(carrier.requests).toHaveLength(0);
    });

    it('unknown: aborted after it was written', async () => {
      const stop = new AbortController();
      const outcome = await carrier.send(() => stop.abort(), suiteMt, stop.signal);
      expect(outcome).toEqual({ kind: 'unknown', code: 'NO_ANSWER' });
    });

    it('unknown: a hang after the write', async () => {
      const outcome = await carrier.send(() => undefined);
      expect(outcome).toEqual({ kind: 'unknown', code: 'NO_ANSWER' });
      expect(carrier.requests).toHaveLength(1);
    });

    it('unknown: a reset after the write, and it is not sent again', async () => {
      const lost = { kind: 'unknown', code: 'CONNECTION_LOST' };
      expect(await carrier.send((request) => request.socket.resetAndDestroy())).toEqual(lost);
      expect(await carrier.send((request) => request.socket.end())).toEqual(lost);
      expect(carrier.requests).toHaveLength(2);
    });

    it('one that hangs does not hold up another', async () => {
      let held = false;
      carrier.reply = (request, response, body) => {
        if (held) answer(harness.accepted)(request, response, body);
        held = true;
      };
      const sender = carrier.sender();
      const outcomes = await Promise.all([sender.send(suiteMt), sender.send(suiteMt), sender.send(suiteMt)]);
      await sender.close();
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['submitted', 'submitted', 'unknown']);
    });

    it('submitted: an idle connection that the carrier closed is replaced before anything is written', async () => {
      const closed: Promise<unknown>[] = [];
      carrier.reply = (request, response, body) => {
        closed.push(once(request.socket, 'close'));
        response.on('finish', () => request.socket.end());
        answer(harness.accepted)(request, response, body);
      };
      const sender = carrier.sender();
      expect(await sender.send(suiteMt)).toMatchObject({ kind: 'submitted' });
      await closed[0];
      expect(await sender.send(suiteMt)).toMatchObject({ kind: 'submitted' });
      await sender.close();
    });
  });
}
