const at = (second: number): string => `2026-11-25T10:00:0${second}.000Z`;
const letter = {
  ...{ id: 'parley.mt.requested.v1.dispatcher.dlq@2', origin: 'parley.mt.requested.v1/1@7' },
  ...{ topic: 'parley.mt.requested.v1', group: 'dispatcher', reason: 'SCHEMA_INVALID' },
  ...{ detail: 'text invalid_type', at: at(0), key: '+14155550101', bytes: 10 },
};

/** What the back end says where two letters, a text and a conversation want a person, by address. */
export const repairAnswers: Record<string, object> = {
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
    fit: 3,
    senders: [{ name: '12345', texts: 3 }],
    carriers: [{ name: 'simulator', texts: 3 }],
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
        ...{ id: 1, at: at(1), who: 'kim', roles: ['operator'], action: 'senders.pause', target: '12345' },
        ...{ outcome: 'ok', why: 'filtering' },
      },
    ],
  },
};
