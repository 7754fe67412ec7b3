import { HttpException } from '@nestjs/common';
import { supportReplyRequested } from '@parley/contracts';
import { ConversationIds, RequestTraces, type CausedEffect } from '@parley/messaging';
import { Clock } from '@parley/platform';
import { RecordedSpans } from '@parley/testing/recorded-spans';
import { CasesController } from './cases.controller.js';
import { CasesStore, type StoredCase, type StoredMessage } from './cases.store.js';
import type { RouterEvents } from './router-events.js';

const OPEN = '5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b10';
const CLOSED = '0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20';
const each: StoredCase = {
  id: OPEN,
  subscriber: '+14155550101',
  sender: '12345',
  reason: 'handoff',
  openedAt: '2026-11-20T15:00:00.000Z',
};

class MemoryCases extends CasesStore {
  list = (): Promise<StoredCase[]> => Promise.resolve([each]);
  find = (id: string): Promise<StoredCase | undefined> =>
    Promise.resolve(
      id === OPEN ? each : id === CLOSED ? { ...each, id, closedAt: '2026-11-20T16:00:00.000Z' } : undefined,
    );
  messages = (): Promise<StoredMessage[]> =>
    Promise.resolve([{ by: 'subscriber', text: 'Hello?', at: '2026-11-20T15:01:00.000Z' }]);
}

function controller(ratio = 0) {
  const published: CausedEffect[] = [];
  const events = { publish: async (effects: readonly CausedEffect[]) => void published.push(...effects) };
  return {
    published,
    cases: new CasesController(
      new MemoryCases(),
      events as unknown as RouterEvents,
      new ConversationIds('pepper'),
      new RequestTraces(ratio),
      new Clock(),
    ),
  };
}

async function refusal(call: () => Promise<unknown>): Promise<unknown> {
  const error = await Promise.resolve()
    .then(call)
    .catch((thrown: unknown) => thrown);
  return error instanceof HttpException
    ? [error.getStatus(), (error.getResponse() as { code: string }).code]
    : error;
}

describe('the API of cases', () => {
  it('shows a case with what was said', async () => {
    expect(await controller().cases.show(OPEN)).toMatchObject({ id: OPEN, messages: [{ text: 'Hello?' }] });
  });

  it("publishes an agent's answer, the same for the same Idempotency-Key", async () => {
    const { cases, published } = controller();
    const body = { text: 'Hi, Kim here', agent: 'kim', release: true };
    const first = await cases.answer(OPEN, body, 'key-1');
    expect(await cases.answer(OPEN, body, 'key-1')).toEqual(first);
    expect((await cases.answer(OPEN, body, 'key-2')).id).not.toBe(first.id);
    expect((await cases.answer(OPEN, body)).id).not.toBe((await cases.answer(OPEN, body)).id);
    const { cause, effect } = published[0]!;
    expect(cause).toMatchObject({ id: OPEN, key: '+14155550101' });
    expect(supportReplyRequested.schema.parse(effect.data)).toMatchObject({ caseId: OPEN, ...body });
  });

  it('begins the trace of an answer, where its conversation is kept', async () => {
    const spans = new RecordedSpans();
    const { cases, published } = controller(1);
    const { id } = await cases.answer(OPEN, { text: 'Hi, Kim here' });
    const span = spans.one(`request ${supportReplyRequested.topic}`);
    const { traceId, spanId } = span.spanContext();
    expect(published[0]!.cause.traceparent).toBe(`00-${traceId}-${spanId}-01`);
    expect(span.attributes['messaging.message.id']).toBe(id);
  });

  it('releases', async () => {
    const { cases, published } = controller();
    await cases.release(OPEN);
    expect(published[0]!.effect.data).toMatchObject({ caseId: OPEN, release: true });
  });

  it.each<[string, (cases: CasesController) => Promise<unknown>, unknown]>([
    ['an unknown case', (cases) => cases.show('0a4d2b1e-7c55-5f0e-9a51-000000000000'), [404, 'CASE_UNKNOWN']],
    ['what is no id', (cases) => cases.show('x'), [404, 'CASE_UNKNOWN']],
    ['a closed case', (cases) => cases.answer(CLOSED, { text: 'Hi' }), [409, 'CASE_CLOSED']],
    ['no text', (cases) => cases.answer(OPEN, { text: '' }), [400, 'REPLY_INVALID']],
    ['no body', (cases) => cases.answer(OPEN, undefined as never), [400, 'REPLY_INVALID']],
    [
      'a field too many',
      (cases) => cases.answer(OPEN, { text: 'Hi', to: 'x' } as never),
      [400, 'REPLY_INVALID'],
    ],
    ['an unknown state', (cases) => cases.list('shut'), [400, 'STATE_UNKNOWN']],
  ])('refuses %s', async (_, call, answer) => {
    const { cases, published } = controller();
    expect(await refusal(() => call(cases))).toEqual(answer);
    expect(published).toEqual([]);
  });
});
