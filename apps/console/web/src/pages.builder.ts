import { campaignAnswers } from './campaigns/campaigns.builder.js';
import { keywordAnswers } from './keywords/keywords.builder.js';
import { repairAnswers } from './repairs/repairs.builder.js';

const at = (second: number): string => `2026-11-25T10:00:0${second}.000Z`;
const conversation = {
  ...{
    conversationId: 'c1',
    subscriber: '+14155550101',
    sender: '12345',
    lastAt: at(5),
    lastText: 'DISCOUNT',
  },
  ...{ lastBy: 'person', keyword: 'DISCOUNT', state: 'case', caseId: 'k1' },
};
const entry = (eventId: string, kind: string, second: number, more: object) => ({
  ...{ eventId, kind, at: at(second), conversationId: 'c1', subscriber: '+14155550101', sender: '12345' },
  ...{ traceId: 't1', data: {} },
  ...more,
});
const match = {
  rule: 'keyword/exact',
  ruleVersion: '1',
  matched: 'DISCOUNT',
  normalized: 'discount',
  alternatives: [],
};
const span = (spanId: string, parentSpanId: string | undefined, startUs: number, more: object) => ({
  ...{ traceId: 't1', spanId, parentSpanId, service: 'ingest', name: spanId, kind: 'SERVER', startUs },
  ...{ durationUs: 5_000, failed: false, attributes: {}, links: [] },
  ...more,
});
const flow = { mos: 4, mts: 3, delivered: 2, failed: 1, conversations: 2 };
const line = {
  ...{ until: at(0), stepS: 5, segments: [...Array<number>(119).fill(0), 25] },
  throttled: [...Array<number>(118).fill(0), 2, 0],
};
const lane = { sender: '12345', lane: 'reply' };

/** What a back end with one person says to the pages, by address. */
export const answers: Record<string, object> = {
  ...campaignAnswers,
  ...keywordAnswers,
  ...repairAnswers,
  '/v1/surroundings': {
    may: [
      'conversations:read',
      'operations:read',
      'operations:write',
      'numbers:see',
      'phone:write',
      'cases:write',
      'consents:read',
      'campaigns:read',
      'campaigns:write',
      'letters:see',
      'repairs:write',
      'audit:see',
      'config:write',
    ],
    has: { phone: true, consents: true, cases: true },
    senders: [
      {
        ...{
          sender: '12345',
          brand: 'Warm Sweaters',
          carrier: 'simulator',
          country: 'US',
          segmentsPerSecond: 10,
        },
        words: ['DISCOUNT', 'STOP'],
      },
    ],
    meanings: { OPTED_OUT: 'The person opted out.', UNREACHABLE: 'The phone was off.' },
  },
  '/v1/overview/news': {
    flow,
    minutes: [{ at: at(0), mos: 4, mts: 3 }],
    reasons: [{ code: 'OPTED_OUT', texts: 1 }],
    needs: { case: 1, unknown: 3, orphan: 0, parked: 0 },
    queued: 0,
    held: [{ kind: 'sender', name: '12345', since: at(0), waits: true }],
    behind: [{ group: 'keyword-router', topic: 'parley.mo.received.v1', records: 3 }],
    letters: 2,
    looking: false,
  },
  '/v1/conversations/news': { conversations: [conversation] },
  '/v1/conversations/c1/news': { version: '1' },
  '/v1/conversations/c1': {
    conversation,
    entries: [
      entry('mo0', 'mo', 0, { traceId: 't0', text: 'HELLO', data: { carrier: 'simulator' } }),
      entry('mo', 'mo', 0, { text: 'DISCOUNT', data: { carrier: 'simulator' } }),
      entry('why', 'decision', 1, { data: { moId: 'mo', intent: 'reply', keyword: 'DISCOUNT', match } }),
      entry('m1', 'mt', 1, { mtId: 'm1', text: 'Your code', data: { lane: 'reply' } }),
      entry('s1', 'status', 2, { mtId: 'm1', data: { status: 'submitted' } }),
      entry('s2', 'status', 3, { mtId: 'm1', data: { status: 'delivered' } }),
      entry('out', 'consent', 4, {
        data: { program: '*', from: 'none', to: 'out', rule: 'opt-out/sender', version: 1 },
      }),
      entry('m2', 'mt', 5, { mtId: 'm2', text: 'Not for you', data: { lane: 'reply' } }),
      entry('s3', 'status', 5, { mtId: 'm2', data: { status: 'refused', code: 'OPTED_OUT' } }),
      entry('k', 'case', 5, { data: { caseId: 'k1', open: true, reason: 'not_understood' } }),
    ],
    spans: [
      span('process', 'post', 9_000, { name: 'process parley.mo.received.v1', service: 'keyword-router' }),
      span('submit', 'process', 20_000, { name: 'submit simulator', service: 'dispatcher', kind: 'CLIENT' }),
      span('post', undefined, 1_000, { name: 'POST /v1/carriers/:carrier/mo' }),
      span('heard', undefined, 8_000_000, {
        ...{ traceId: 't2', name: 'process parley.receipt.received.v1', service: 'dispatcher' },
        links: ['t1/submit'],
      }),
      span('poll', undefined, 0, {
        ...{ traceId: 't0', name: 'poll parley.mo.received.v1', service: 'keyword-router' },
        durationUs: 4_000_000,
      }),
    ],
  },
  '/v1/phones/%2B14155550101/news': {
    messages: [{ seq: 1, from: '12345', text: 'Your code', at: Date.parse(at(1)) }],
  },
  '/v1/people/%2B14155550101/consents': {
    subscriber: '+14155550101',
    consents: [{ sender: '12345', program: '*', state: 'out', since: at(4) }],
    verified: true,
    ledger: [
      {
        ...{ version: 1, sender: '12345', program: '*', from: 'none', to: 'out', rule: 'opt-out/sender' },
        ...{
          source: 'keyword',
          text: 'STOP',
          receivedAt: at(4),
          honouredAt: at(4),
          prevHash: '00',
          hash: 'ff',
        },
      },
    ],
  },
  '/v1/senders/news': {
    withinS: 60,
    campaigns: [
      { kind: 'campaign', name: 'autumn-wool', by: 'kim', why: 'wrong price', since: at(3), waits: true },
    ],
    senders: [
      {
        ...{ sender: '12345', brand: 'Warm Sweaters', carrier: 'simulator', segmentsPerSecond: 10 },
        waiting: [{ ...lane, texts: 2, segments: 2, due: 0 }],
        sent: [{ ...lane, texts: 300, segments: 300, dwellP50: 40, dwellP95: 90 }],
        line,
      },
    ],
  },
  '/v1/troubles/news': {
    counts: { case: 1, unknown: 0, orphan: 1, parked: 0 },
    troubles: [
      {
        kind: 'case',
        id: 'k1',
        subscriber: '+14155550101',
        sender: '12345',
        detail: 'Help',
        since: at(5),
        conversationId: 'c1',
      },
      { kind: 'orphan', id: 'r1', detail: 'simulator delivered', since: at(5) },
    ],
  },
  '/v1/senders/12345/hold': { eventId: 'e1' },
};
