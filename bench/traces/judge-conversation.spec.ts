import type { StoredSpan } from '@parley/persistence';
import { span } from '@parley/traces';
import { judgeConversation, type Flaw } from './judge-conversation.js';

const CONVERSATION = { 'messaging.message.conversation_id': 'c0ffee' };

function traced(traceId: string, at: number, names: readonly string[], links: string[] = []): StoredSpan[] {
  return names.map((name, place) =>
    span(`${traceId}-${place}`, place === 0 ? undefined : `${traceId}-0`, at + place, {
      traceId,
      name,
      attributes: CONVERSATION,
      links: place === 2 ? links : [],
    }),
  );
}

const turn = (traceId: string, at: number, links: string[] = []): StoredSpan[] =>
  traced(
    traceId,
    at,
    [
      'POST /v1/carriers/:carrier/mo',
      'send parley.mo.received.v1',
      'process parley.mo.received.v1',
      'poll parley.mo.received.v1',
      'send parley.mt.requested.v1',
      'process parley.mt.requested.v1',
      'wait for slot',
      'submit simulator',
    ],
    links,
  );
const receipt = (traceId: string, at: number, of: string): StoredSpan[] =>
  traced(
    traceId,
    at,
    [
      'POST /v1/carriers/:carrier/receipts',
      'send parley.receipt.received.v1',
      'process parley.receipt.received.v1',
    ],
    [`${of}/${of}-7`],
  );

const whole = [
  ...turn('t1', 0),
  ...receipt('r1', 100, 't1'),
  ...turn('t2', 200, ['t1/t1-1']),
  ...receipt('r2', 300, 't2'),
];
const without = (...ids: string[]): StoredSpan[] => whole.filter(({ spanId }) => !ids.includes(spanId));
const changed = (id: string, more: Partial<StoredSpan>): StoredSpan[] =>
  whole.map((each) => (each.spanId === id ? { ...each, ...more } : each));

describe('the judgement of a conversation’s traces', () => {
  it('finds nothing in a whole one', () => {
    expect(judgeConversation(whole, 2)).toEqual([]);
  });

  test.each<[string, StoredSpan[], Flaw[]]>([
    ['a turn that is not there', turn('t1', 0), ['TURN_MISSING', 'RECEIPT_MISSING']],
    ['a span whose parent is not there', changed('t1-4', { parentSpanId: 'gone' }), ['TURN_BROKEN']],
    ['a turn without its request', without('t1-7'), ['TURN_CUT_SHORT', 'RECEIPT_NOT_LINKED']],
    ['a turn without its wait', without('t2-6'), ['TURN_CUT_SHORT']],
    ['a turn that leads nowhere back', changed('t2-2', { links: [] }), ['TURN_NOT_LINKED']],
    ['a receipt that leads nowhere', changed('r2-2', { links: ['t9/t2-7'] }), ['RECEIPT_NOT_LINKED']],
    ['a receipt in pieces', changed('r1-1', { parentSpanId: 'gone' }), ['RECEIPT_BROKEN']],
    ['a span of nobody', changed('t1-6', { attributes: {} }), ['SPAN_WITHOUT_CONVERSATION']],
  ])('finds %s', (_what, spans, flaws) => {
    expect(judgeConversation(spans, 2).toSorted()).toEqual(flaws.toSorted());
  });
});
