import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { anyCharacter } from '@parley/testing/any-character';
import { eventIdFrom, externalEventId, isUuid } from './event-id.js';

const DNS = '6ba7b810-9dad-11d1-80b4-00c04fd430c8'; // RFC 9562 §6.6

describe('an event id', () => {
  // RFC 9562 appendix A.4 and the vector of Python's uuid documentation.
  it.each([
    ['www.example.com', '2ed6657d-e927-568b-95e1-2665a8aea6a2'],
    ['python.org', '886313e1-3b8a-5372-9b90-0c9aee199e5d'],
  ])('is the UUIDv5 of its cause and its name: %s', (name, id) => {
    expect(eventIdFrom(DNS, name)).toBe(id);
  });

  it('is UUIDv5 for any cause and name', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.string({ unit: anyCharacter }), (cause, name) => {
        const digest = createHash('sha1')
          .update(Buffer.from(cause.replaceAll('-', ''), 'hex'))
          .update(Buffer.from(name, 'utf8'))
          .digest('hex');
        const id = eventIdFrom(cause, name);
        expect(isUuid(id)).toBe(true);
        expect(id[14]).toBe('5');
        expect('89ab').toContain(id[19]);
        const bare = id.replaceAll('-', '');
        expect(bare.slice(0, 12)).toBe(digest.slice(0, 12));
        expect(bare.slice(20)).toBe(digest.slice(20, 32));
      }),
    );
  });

  it('is the same for a replay, however the cause is written, and another for another name or cause', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), fc.string(), fc.string(), (cause, other, name, another) => {
        expect(eventIdFrom(cause.toUpperCase(), name)).toBe(eventIdFrom(cause, name));
        fc.pre(cause !== other && name !== another);
        expect(eventIdFrom(other, name)).not.toBe(eventIdFrom(cause, name));
        expect(eventIdFrom(cause, another)).not.toBe(eventIdFrom(cause, name));
      }),
    );
  });

  it('tells one carrier from another that uses the same message id', () => {
    expect(externalEventId('twilio', 'SM1')).toBe(externalEventId('twilio', 'SM1'));
    expect(externalEventId('twilio', 'SM1')).not.toBe(externalEventId('simulator', 'SM1'));
    expect(isUuid(externalEventId('twilio', ''))).toBe(true);
  });

  it.each(['', 'no', DNS.slice(1), `${DNS}0`, DNS.replaceAll('-', ''), ` ${DNS}`, `${DNS}\n`, `{${DNS}}`])(
    'is not %j',
    (text) => expect(isUuid(text)).toBe(false),
  );
});
