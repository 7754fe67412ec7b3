import type { MoAcked, MoSent, MtReceived } from './ledger.entries.js';

/** Entries for specs: what a spec does not name is ordinary. Times are microseconds. */
export function mt(fields: Partial<MtReceived>): MtReceived {
  return {
    kind: 'mt.received',
    at: 0,
    carrier: 'simulator',
    id: 'sim-mt-1',
    reference: undefined,
    from: '12345',
    to: '+14155550101',
    text: 'reply',
    segments: 1,
    result: 'accepted',
    ...fields,
  };
}

export function mo(fields: Partial<MoSent>): MoSent {
  return {
    kind: 'mo.sent',
    at: 0,
    carrier: 'simulator',
    id: 'sim-mo-1',
    from: '+14155550101',
    to: '12345',
    text: 'DISCOUNT',
    ...fields,
  };
}

export function ack(fields: Partial<MoAcked>): MoAcked {
  return { kind: 'mo.acked', at: 1, id: 'sim-mo-1', status: 200, attempts: 1, ...fields };
}
