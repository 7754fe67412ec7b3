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
const letter = {
  ...{ id: 'parley.mt.requested.v1.dispatcher.dlq@2', origin: 'parley.mt.requested.v1/1@7' },
  ...{ topic: 'parley.mt.requested.v1', group: 'dispatcher', reason: 'SCHEMA_INVALID' },
  ...{ detail: 'text invalid_type', at: at(0), key: '+14155550101', bytes: 10 },
};
const lane = { sender: '12345', lane: 'reply' };

const progress = {
  ...{
    audience: 10,
    left: 3,
    waiting: 1,
    deferred: 1,
    sent: 1,
    delivered: 2,
    refused: 1,
    failed: 1,
    unknown: 0,
  },
  reasons: [{ code: 'OPTED_OUT', texts: 1 }],
};
const campaign = {
  ...{ id: 'w1', campaign: 'autumn-wool', sender: '12345', program: 'club', text: 'New wool is in.' },
  ...{
    requestedAt: at(1),
    state: 'running',
    senderPaused: true,
    by: 'ann',
    queued: 6,
    refused: 1,
    left: 3,
    progress,
    goesOn: true,
  },
};
const day = (of: string, members: number) => ({ day: of, in: members, pending: 1, out: 0 });
const versionHead = (revision: string, reason: string | undefined) => ({
  ...{ revision, appliedAt: at(1), file: 'parley.yaml', reason, by: reason && 'kim' },
  counts: { add: 1, change: 1, remove: 0 },
});
const change = {
  ...{ concern: 'opt_out', action: 'change', kind: 'sender', key: '12345' },
  fields: [{ field: 'optOutText', before: 'Bye.', after: 'Good bye.' }],
};
const outcome = { intent: 'reply', rule: 'keyword/exact', keyword: 'DISCOUNT' };
const step = { words: 'Which size?', line: 9, problems: [] };

/** What a back end with one person says to the pages, by address. */
export const answers: Record<string, object> = {
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
  },
  '/v1/overview/news': {
    flow,
    minutes: [{ at: at(0), mos: 4, mts: 3 }],
    reasons: [{ code: 'OPTED_OUT', texts: 1 }],
    needs: { case: 1, unknown: 3, orphan: 0, parked: 0 },
    queued: 0,
    held: [{ kind: 'sender', name: '12345', since: at(0) }],
  },
  '/v1/conversations/news': { conversations: [conversation] },
  '/v1/conversations/c1/news': { version: '1' },
  '/v1/conversations/c1': {
    conversation,
    entries: [
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
      span('post', undefined, 1_000, { name: 'POST /v1/carriers/:carrier/mo' }),
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
    campaigns: [{ kind: 'campaign', name: 'autumn-wool', by: 'kim', why: 'wrong price', since: at(3) }],
    senders: [
      {
        ...{ sender: '12345', brand: 'Warm Sweaters', carrier: 'simulator', segmentsPerSecond: 10 },
        waiting: [{ ...lane, texts: 2, segments: 2, due: 0 }],
        sent: [{ ...lane, texts: 300, segments: 300, dwellP50: 40, dwellP95: 90 }],
        line,
      },
    ],
  },
  '/v1/config/versions': {
    versions: [versionHead('r2-b', 'the sale begins'), versionHead('r1-a', undefined)],
  },
  '/v1/config/versions/latest': {
    head: versionHead('r2-b', 'the sale begins'),
    text: 'version: 1\n',
    changes: [change],
  },
  '/v1/config/versions/r1-a': {
    head: versionHead('r1-a', undefined),
    text: 'version: 1 # old\n',
    changes: [change],
  },
  '/v1/config/drafts/checks': {
    problems: [],
    senders: ['12345'],
    keywords: [
      {
        ...{ keyword: 'DISCOUNT', sender: '12345', also: ['SALE'], does: 'reply' },
        ...{ what: 'Your code', line: 3, problems: 0 },
      },
    ],
    flows: [
      {
        ...{ flow: 'size-survey', sender: '12345', line: 8 },
        steps: [
          { ...step, step: 'size', kind: 'ask' },
          {
            ...step,
            step: 'bye',
            kind: 'end',
            problems: ['No step leads to "bye"; lead to it or remove it.'],
          },
        ],
        ways: [
          { from: 'size', to: 'bye', when: 'an answer' },
          { from: 'size', when: 'no answer in 1 day' },
        ],
      },
    ],
  },
  '/v1/config/drafts/plans': { changes: [{ ...change, concern: 'other', key: '12346', fields: [] }, change] },
  '/v1/config/drafts/dry-runs': {
    ...{ read: 2, of: 2 },
    result: {
      ...{ texts: 2, conversations: 1, changed: 1, unreadable: 0, days: 7 },
      byKind: { opt_out: 0, consent: 0, other: 1 },
      list: [
        {
          ...{
            kind: 'other',
            sender: '12345',
            text: 'discount',
            count: 1,
            people: 1,
            subscribers: ['+1•••••0101'],
          },
          before: { ...outcome, answer: 'WARM30' },
          after: { ...outcome, answer: 'WARM40' },
        },
      ],
    },
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
  '/v1/campaigns/news': { campaigns: [campaign] },
  '/v1/campaigns/autumn-wool/news': {
    runs: [campaign],
    orders: [
      { eventId: 'o1', campaign: 'autumn-wool', order: 'start', by: 'ann', why: 'wool came', at: at(1) },
    ],
  },
  '/v1/programs': {
    programs: [
      {
        ...{ sender: '12345', program: 'club', name: 'Sweater Club', members: 1_234 },
        ...{ segmentsPerSecond: 10, smartEncoding: true },
      },
    ],
  },
  '/v1/campaigns/review': {
    findings: [{ severity: 'warning', code: 'STOP_NOT_SAID', message: 'It does not say how to end it.' }],
    ...{ text: 'New wool is in.', replaced: [], count: { encoding: 'gsm7', segments: 1, units: 15 } },
    ...{ people: 2, segments: 2, takesS: 0.2, segmentsPerSecond: 10, maxPerDay: 1 },
    list: {
      ...{ numbers: 3, repeated: 1, refused: 1 },
      firstRefused: [{ line: 2, written: 'nobody', code: 'NUMBER_MALFORMED', message: 'Not a number.' }],
      memberships: [
        { state: 'in', people: 2 },
        { state: 'out', people: 1 },
      ],
    },
    hours: { open: [{ people: 2, regions: ['US-NY'], opensAt: at(1), closesAt: at(9) }], never: 0 },
  },
  '/v1/campaigns': { campaign: 'autumn-wool', people: 2 },
  '/v1/campaigns/autumn-wool/orders': { campaign: 'autumn-wool', order: 'pause' },
  '/v1/programs/growth': {
    programs: [{ sender: '12345', program: 'club', days: [day('2026-11-24', 5), day('2026-11-25', 8)] }],
  },
  '/v1/senders/12345/hold': { eventId: 'e1' },
  '/sign-in/session': {},
  '/v1/letters/news': {
    letters: [letter, { ...letter, id: 'parley.mt.requested.v1.dispatcher.dlq@3', origin: 'o/0@3' }],
    fit: 2,
    leftOut: 0,
    topics: [{ name: letter.topic, letters: 2 }],
    reasons: [{ name: letter.reason, letters: 2 }],
  },
  [`/v1/letters/${encodeURIComponent(letter.id)}`]: {
    ...letter,
    headers: { ce_id: 'e1', traceparent: 't' },
    value: { text: '{"text":1}' },
    cut: false,
  },
  '/v1/letters/parley.bytes%401': {
    ...letter,
    id: 'parley.bytes@1',
    headers: {},
    value: { hex: '000000  ff 00', more: 3 },
    cut: true,
  },
  '/v1/letters/try-out': {
    outcomes: [
      {
        ...{ id: letter.id, origin: letter.origin, ok: true, changed: ['value'], readers: ['dispatcher'] },
        conversationId: 'c1',
      },
      {
        id: 'x',
        origin: 'o/0@3',
        ok: false,
        code: 'SCHEMA_INVALID',
        message: 'It would be set aside again.',
      },
    ],
  },
  '/v1/unknowns/news': {
    texts: [
      {
        ...{ mtId: 'm9', subscriber: '+14155550101', sender: '12345', conversationId: 'c1' },
        ...{ text: 'Your code', code: 'NO_ANSWER', carrier: 'simulator', since: at(1), surfaced: true },
      },
    ],
  },
  '/v1/unknowns/resolve': { asked: 1, refused: [] },
  '/v1/parked/news': {
    conversations: [
      {
        ...{ id: 4, consumer: 'keyword-router/parley.mo.received.v1', subscriber: '+14155550101' },
        ...{ conversationId: 'c1', events: 2, reason: 'HANDLER_BUG', since: at(1), released: false },
      },
    ],
  },
  '/v1/audit/news': {
    most: 200,
    entries: [
      {
        ...{ id: 2, at: at(2), who: 'kim', roles: ['operator'], action: 'letters.redrive' },
        ...{ target: letter.origin, outcome: 'refused', code: 'ALREADY_REDRIVEN' },
      },
      {
        ...{ id: 1, at: at(1), who: 'kim', roles: ['operator'], action: 'parked.release', target: 'c1' },
        outcome: 'ok',
      },
    ],
  },
};
