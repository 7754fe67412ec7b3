import type { Dispatcher } from 'undici';
import type { Exchange } from './http-exchange.js';
import { PostAttempt } from './post-attempt.js';

function attempt(sendBy?: number, signal?: AbortSignal) {
  const settled: Exchange[] = [];
  return { settled, handler: new PostAttempt((exchange) => settled.push(exchange), sendBy, signal) };
}

/** A controller as undici's: an abort comes back as the response's error. */
function controllerOf(handler: PostAttempt) {
  const aborts: Error[] = [];
  const controller = {
    abort(error: Error) {
      aborts.push(error);
      handler.onResponseError(null, error);
    },
  } as unknown as Dispatcher.DispatchController;
  return { aborts, controller };
}

describe('one POST', () => {
  it('is never written twice, even if the client puts it back', () => {
    const { settled, handler } = attempt();
    const first = controllerOf(handler);
    handler.onRequestStart(first.controller);
    const second = controllerOf(handler);
    handler.onRequestStart(second.controller);
    expect(first.aborts).toHaveLength(0);
    expect(second.aborts).toHaveLength(1);
    expect(settled).toEqual([{ kind: 'unanswered', reason: 'CONNECTION_LOST', detail: 'Error' }]);
  });

  it('is not written once it was aborted while it waited', () => {
    const stop = new AbortController();
    const { settled, handler } = attempt(undefined, stop.signal);
    stop.abort();
    const { aborts, controller } = controllerOf(handler);
    handler.onRequestStart(controller);
    expect(aborts).toHaveLength(1);
    expect(settled).toEqual([{ kind: 'unwritten', reason: 'ABORTED', detail: 'aborted' }]);
  });

  it('is written up to its last moment and not after', () => {
    const soon = attempt(Date.now() + 60_000);
    soon.handler.onRequestStart(controllerOf(soon.handler).controller);
    expect(soon.settled).toEqual([]);
    const late = attempt(Date.now() - 1);
    const { aborts, controller } = controllerOf(late.handler);
    late.handler.onRequestStart(controller);
    expect(aborts).toHaveLength(1);
    expect(late.settled).toMatchObject([{ kind: 'unwritten', reason: 'SEND_BY_PASSED' }]);
  });

  it('is not written after its last moment, though the clock was set back meanwhile', () => {
    const { settled, handler } = attempt(Date.now() + 5);
    const begun = performance.now();
    while (performance.now() < begun + 10);
    const clock = jest.spyOn(Date, 'now').mockReturnValue(0);
    handler.onRequestStart(controllerOf(handler).controller);
    clock.mockRestore();
    expect(settled).toMatchObject([{ kind: 'unwritten', reason: 'SEND_BY_PASSED' }]);
  });

  it('takes no informational status for an answer', () => {
    const { settled, handler } = attempt();
    const { controller } = controllerOf(handler);
    handler.onRequestStart(controller);
    handler.onResponseStart(controller, 103, {});
    handler.onResponseError(controller, new Error('gone'));
    expect(settled).toMatchObject([{ kind: 'unanswered' }]);
  });

  it('joins a body that comes in pieces, cut inside a character', () => {
    const { settled, handler } = attempt();
    const { controller } = controllerOf(handler);
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
