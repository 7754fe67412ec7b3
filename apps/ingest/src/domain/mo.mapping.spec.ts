import { moReceived, senderConfigured } from '@parley/contracts';
import fc from 'fast-check';
import { anyCharacter } from '@parley/testing/any-character';
import type { CarrierMo } from './carrier-item.js';
import { moReceivedFrom } from './mo.mapping.js';
import { sendersByAddress, type Senders } from './senders.js';

const NOW = Date.UTC(2026, 10, 20, 15);
const senders: Senders = new Map([
  ['12345', { carrier: 'simulator', country: 'US' }],
  ['+442071838750', { carrier: 'simulator', country: 'GB' }],
  ['54321', { carrier: 'twilio', country: 'US' }],
  [
    '77777',
    {
      carrier: 'twilio',
      carriers: ['twilio', 'simulator'].map((carrier) => ({ carrier, weight: 1 })),
      country: 'US',
    },
  ],
]);
const mo: CarrierMo = { carrierMessageId: 'sim-1', from: '+14155550101', to: '12345', text: 'DISCOUNT' };

function mapped(change: Partial<CarrierMo> = {}) {
  const result = moReceivedFrom({ ...mo, ...change }, 'simulator', senders, NOW);
  if (!result.ok) throw new Error(`refused with ${result.refusal.code}`);
  return result;
}

function refusal(change: Partial<CarrierMo>): string {
  const result = moReceivedFrom({ ...mo, ...change }, 'simulator', senders, NOW);
  return result.ok ? 'taken' : `${result.refusal.status} ${result.refusal.code}`;
}

describe('moReceivedFrom', () => {
  it('takes a text for a sender from each of its carriers, and from no other', () => {
    const from = (carrier: string) => moReceivedFrom({ ...mo, to: '77777' }, carrier, senders, NOW);
    expect(from('simulator')).toMatchObject({ ok: true, data: { carrier: 'simulator' } });
    expect(from('twilio')).toMatchObject({ ok: true, data: { carrier: 'twilio' } });
    expect(from('vonage')).toMatchObject({ ok: false, refusal: { code: 'SENDER_UNKNOWN' } });
  });

  it('takes a text for a number of a pool as one for the pool, from that number’s carriers', () => {
    const numbers = [
      { number: '+14155550100', carrier: 'simulator', segmentsPerSecond: 1 },
      { number: '66666', carrier: 'twilio', segmentsPerSecond: 1 },
    ];
    const pool = { ...senderConfigured.example, sender: 'WARM', numbers };
    const withPool = sendersByAddress([pool, senderConfigured.example]);
    const to = (address: string, carrier = 'simulator') =>
      moReceivedFrom({ ...mo, to: address }, carrier, withPool, NOW);
    expect(to('14155550100')).toMatchObject({ data: { sender: 'WARM', number: '+14155550100' } });
    expect(to('66666', 'twilio')).toMatchObject({ data: { sender: 'WARM', number: '66666' } });
    expect(to('66666')).toMatchObject({ refusal: { code: 'SENDER_UNKNOWN' } });
    expect(to('WARM')).toMatchObject({ ok: false });
    expect(to('12345')).toMatchObject({ data: { sender: '12345', number: undefined } });
  });

  it('makes the event of an MO, named after the carrier’s own id', () => {
    expect(mapped()).toEqual({
      ok: true,
      name: 'mo/sim-1',
      debug: false,
      data: {
        subscriber: '+14155550101',
        sender: '12345',
        text: 'DISCOUNT',
        carrier: 'simulator',
        carrierMessageId: 'sim-1',
        receivedAt: '2026-11-20T15:00:00.000Z',
      },
    });
  });

  it('reads a local number as one of the sender’s country', () => {
    expect(mapped({ from: '07700 900123', to: '442071838750' }).data.subscriber).toBe('+447700900123');
    expect(mapped({ from: '(415) 555-0101' }).data.subscriber).toBe('+14155550101');
  });

  it('composes the text and leaves the rest of it as it was written', () => {
    expect(mapped({ text: '  cafe\u0301\r\nSTOP\0 ' }).data.text).toBe('  café\nSTOP ');
  });

  it('keeps what the carrier says of encoding, segments and media', () => {
    const { data } = mapped({ encoding: 'ucs2', segments: 3, media: ['https://media.example/1'] });
    expect(data).toMatchObject({ encoding: 'ucs2', segments: 3, media: ['https://media.example/1'] });
    expect(mapped({ segments: 0 }).data.segments).toBeUndefined();
    expect(mapped({ segments: 1e21 }).data.segments).toBeUndefined();
  });

  it('takes the carrier’s time, unless it is ahead of ours', () => {
    expect(mapped({ receivedAt: NOW - 1500 }).data.receivedAt).toBe('2026-11-20T14:59:58.500Z');
    expect(mapped({ receivedAt: 8.64e15 }).data.receivedAt).toBe('2026-11-20T15:00:00.000Z');
  });

  it('passes on the wish to be traced', () => {
    expect(mapped({ debug: true }).debug).toBe(true);
  });

  it.each<[string, Partial<CarrierMo>]>([
    ['404 SENDER_UNKNOWN', { to: '99999' }],
    ['404 SENDER_UNKNOWN', { to: '54321' }], // ours, at another carrier
    ['400 SENDER_MALFORMED', { to: '1' }],
    ['400 NUMBER_MALFORMED', { from: 'someone' }],
    ['400 NUMBER_LENGTH_IMPOSSIBLE', { from: '+1415555' }],
    ['400 FIELD_INVALID', { carrierMessageId: 'sim\0one' }],
    ['400 FIELD_INVALID', { carrierMessageId: 'sim\ud800' }],
    ['taken', { text: 'x'.repeat(4096) }],
    ['400 TEXT_TOO_LONG', { text: 'x'.repeat(4097) }],
  ])('%s for %j', (expected, change) => {
    expect(refusal(change)).toBe(expected);
  });

  it('never makes data that its own contract refuses, and never names a person in a refusal', () => {
    const anything = fc.string({ unit: anyCharacter, maxLength: 128 });
    const inbound = fc.record({
      carrierMessageId: fc.string({ unit: anyCharacter, minLength: 1, maxLength: 128 }),
      from: fc.oneof(anything, fc.constant('+14155550101'), fc.stringMatching(/^\+?\d{5,16}$/)),
      to: fc.oneof(anything, fc.constantFrom('12345', '+442071838750', '54321')),
      text: fc.string({ unit: anyCharacter, maxLength: 5000 }),
      receivedAt: fc.option(fc.double({ min: 0, max: 8.64e15, noNaN: true }), { nil: undefined }),
      segments: fc.option(fc.double(), { nil: undefined }),
      debug: fc.constantFrom(true, undefined),
    });
    fc.assert(
      fc.property(inbound, (given) => {
        const result = moReceivedFrom(given, 'simulator', senders, NOW);
        if (result.ok) moReceived.schema.parse(result.data);
        else if (given.from.length > 6) expect(result.refusal.message).not.toContain(given.from);
      }),
      { numRuns: 500 },
    );
  });

  it('draws the line for texts where the contract draws it', () => {
    const example = { ...moReceived.example };
    expect(moReceived.schema.safeParse({ ...example, text: 'x'.repeat(4096) }).success).toBe(true);
    expect(moReceived.schema.safeParse({ ...example, text: 'x'.repeat(4097) }).success).toBe(false);
  });
});
