import { receiptReceived } from '@parley/contracts';
import fc from 'fast-check';
import { anyCharacter } from '@parley/testing/any-character';
import type { CarrierReceipt } from './carrier-item.js';
import { receiptReceivedFrom } from './receipt.mapping.js';
import type { Senders } from './senders.js';

const NOW = Date.UTC(2026, 10, 20, 15);
const MT = '0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20';
const senders: Senders = new Map([['12345', { carrier: 'simulator', country: 'US' }]]);
const receipt: CarrierReceipt = {
  carrierMessageId: 'sim-mt-19',
  reference: MT,
  to: '+14155550101',
  from: '12345',
  status: 'delivered',
};

function mapped(change: Partial<CarrierReceipt> = {}) {
  const result = receiptReceivedFrom({ ...receipt, ...change }, 'simulator', senders, NOW);
  if (!result.ok) throw new Error(`refused with ${result.refusal.code}`);
  return result;
}

function refusal(change: Partial<CarrierReceipt>): string {
  const result = receiptReceivedFrom({ ...receipt, ...change }, 'simulator', senders, NOW);
  return result.ok ? 'taken' : `${result.refusal.status} ${result.refusal.code}`;
}

describe('receiptReceivedFrom', () => {
  it('is for the pool where the text went from one of its numbers', () => {
    const numbers: Senders = new Map([['66666', { carrier: 'simulator', country: 'GB', pool: 'WARM' }]]);
    const given = { ...receipt, from: '66666', to: '07700 900123' };
    const result = receiptReceivedFrom(given, 'simulator', numbers, NOW);
    expect(result).toMatchObject({ data: { sender: 'WARM', subscriber: '+447700900123' } });
  });

  it('makes the event of a receipt', () => {
    const given = {
      code: 'UNREACHABLE',
      carrierCode: 'unreachable',
      at: NOW - 100,
      status: 'undelivered',
    } as const;
    expect(mapped(given).data).toEqual({
      subscriber: '+14155550101',
      sender: '12345',
      carrier: 'simulator',
      carrierMessageId: 'sim-mt-19',
      mtId: MT,
      status: 'undelivered',
      code: 'UNREACHABLE',
      carrierCode: 'unreachable',
      at: '2026-11-20T14:59:59.900Z',
    });
  });

  it('names a repeated receipt the same, whatever else it says', () => {
    const first = mapped().name;
    expect(mapped({ at: NOW - 5, reference: MT.toUpperCase() }).name).toBe(first);
    expect(mapped({ status: 'sent' }).name).not.toBe(first);
    expect(mapped({ carrierMessageId: 'sim-mt-20' }).name).not.toBe(first);
    expect(mapped({ reference: undefined }).name).not.toBe(first);
  });

  it('takes a receipt by either id', () => {
    expect(mapped({ carrierMessageId: undefined }).data).toMatchObject({ mtId: MT });
    expect(mapped({ reference: 'campaign 7' }).data).toMatchObject({ carrierMessageId: 'sim-mt-19' });
    expect(mapped({ reference: 'campaign 7' }).data.mtId).toBeUndefined();
  });

  it('takes a receipt of a sender that left parley.yaml, or that the carrier leaves out', () => {
    expect(mapped({ from: '99999' }).data.sender).toBe('99999');
    expect(mapped({ from: undefined }).data.sender).toBeUndefined();
    expect(mapped({ from: '?' }).data.sender).toBeUndefined();
  });

  it.each<[string, Partial<CarrierReceipt>]>([
    ['400 FIELD_MISSING', { to: undefined }],
    ['400 FIELD_MISSING', { reference: undefined, carrierMessageId: undefined }],
    ['400 FIELD_MISSING', { reference: 'campaign 7', carrierMessageId: undefined }],
    ['400 NUMBER_MALFORMED', { to: 'someone' }],
    ['400 NUMBER_COUNTRY_UNKNOWN', { to: '4155550101', from: undefined }],
    ['400 FIELD_INVALID', { carrierMessageId: 'sim\u0007' }],
  ])('%s for %j', (expected, change) => {
    expect(refusal(change)).toBe(expected);
  });

  it('never makes data that its own contract refuses', () => {
    const anything = fc.string({ unit: anyCharacter, maxLength: 128 });
    const maybe = <T>(given: fc.Arbitrary<T>) => fc.option(given, { nil: undefined });
    const inbound = fc.record({
      carrierMessageId: maybe(fc.string({ unit: anyCharacter, minLength: 1, maxLength: 128 })),
      reference: maybe(fc.oneof(anything, fc.uuid())),
      to: maybe(fc.oneof(anything, fc.constant('+14155550101'))),
      from: maybe(fc.oneof(anything, fc.constant('12345'))),
      status: fc.constantFrom(
        'accepted',
        'sent',
        'delivered',
        'undelivered',
        'expired',
        'rejected',
        'unknown',
      ),
      carrierCode: maybe(anything),
      at: maybe(fc.double({ min: 0, max: 8.64e15, noNaN: true })),
    }) as fc.Arbitrary<CarrierReceipt>;
    fc.assert(
      fc.property(inbound, (given) => {
        const result = receiptReceivedFrom(given, 'simulator', senders, NOW);
        if (result.ok) receiptReceived.schema.parse(result.data);
      }),
      { numRuns: 500 },
    );
  });
});
