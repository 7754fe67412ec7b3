import type { Dispatcher } from 'undici';
import type { Exchange } from './http-exchange.js';
import { PostAttempt } from './post-attempt.js';

function attempt(sendBy?: number, signal?: AbortSignal) {
  const settled: Exchange[] = [];
  return { settled, handler: new PostAttempt((exchange) => settled.push(exchange), sendBy, signal) };
}

const controller = {} as Dispatcher.DispatchController;

/** Starts it as undici does: what is thrown comes back as the response's error. True where it may be written. */
function starts(handler: PostAttempt): boolean {
  try {
    handler.onRequestStart(controller);
    return true;
  } catch (error) {
    handler.onResponseError(null, error as Error);
    return false;
  }
}

describe('one POST', () => {
  it('is never written twice, even if the client puts it back', () => {
    const { settled, handler } = attempt();
    expect(starts(handler)).toBe(true);
    expect(starts(handler)).toBe(false);
    expect(settled).toEqual([{ kind: 'unanswered', reason: 'CONNECTION_LOST', detail: 'Error' }]);
  });

  it('is not written once it was aborted while it waited', () => {
    const stop = new AbortController();
    const { settled, handler } = attempt(undefined, stop.signal);
    stop.abort();
    expect(starts(handler)).toBe(false);
    expect(settled).toEqual([{ kind: 'unwritten', reason: 'ABORTED', detail: 'aborted' }]);
  });

  it('is written up to its last moment and not after', () => {
    const soon = attempt(Date.now() + 60_000);
    expect(starts(soon.handler)).toBe(true);
    expect(soon.settled).toEqual([]);
    const late = attempt(Date.now() - 1);
    expect(starts(late.handler)).toBe(false);
    expect(late.settled).toMatchObject([{ kind: 'unwritten', reason: 'SEND_BY_PASSED' }]);
  });

  it('is not written after its last moment, though the clock was set back meanwhile', () => {
    const { settled, handler } = attempt(Date.now() + 5);
    const begun = performance.now();
    while (performance.now() < begun + 10);
    const clock = jest.spyOn(Date, 'now').mockReturnValue(0);
    expect(starts(handler)).toBe(false);
    clock.mockRestore();
    expect(settled).toMatchObject([{ kind: 'unwritten', reason: 'SEND_BY_PASSED' }]);
  });

  it('takes no informational status for an answer', () => {
    const { settled, handler } = attempt();
    handler.onRequestStart(controller);
    handler.onResponseStart(controller, 103, {});
    handler.onResponseError(controller, new Error('gone'));
    expect(settled).toMatchObject([{ kind: 'unanswered' }]);
  });

  it('joins a body that comes in pieces, cut inside a character', () => {
    const { settled, handler } = attempt();
    handler.onRequestStart(controller);
    handler.onResponseStart(controller, 200, {});
    const body = Buffer.from('"Grüße"');
    handler.onResponseData(controller, body.subarray(0, 4));
    handler.onResponseData(controller, body.subarray(4));
    handler.onResponseEnd();
    expect(settled).toMatchObject([{ kind: 'answered', status: 200, body: '"Grüße"', complete: true }]);
  });

  it.each([
    ['ECONNREFUSED', 'CONNECTION_FAILED'],
    ['ENOTFOUND', 'CONNECTION_FAILED'],
    ['UND_ERR_CONNECT_TIMEOUT', 'CONNECTION_FAILED'],
    ['UND_ERR_CLOSED', 'ABORTED'],
    ['UND_ERR_INVALID_ARG', 'MISCONFIGURED'],
  ])('that met %s before the write is unwritten: %s', (code, reason) => {
    const { settled, handler } = attempt();
    handler.onResponseError(null, Object.assign(new Error('no'), { code }));
    expect(settled).toEqual([{ kind: 'unwritten', reason, detail: code }]);
  });
});
