import type { SenderConfigured } from '@parley/contracts';
import { furtherPaces, pacesThrough } from './carrier-paces.js';

const one = { sender: '12345', carrier: 'twilio', segmentsPerSecond: 100 } as SenderConfigured;
const two: SenderConfigured = {
  ...one,
  carriers: [
    { carrier: 'twilio', weight: 70 },
    { carrier: 'vonage', weight: 30 },
  ],
};
const environment = (CARRIER_ACCOUNTS = {}) => ({ CARRIER_ACCOUNTS, PACE_SHARE: 0.95, CLAIM_LEASE_MS: 150 });
const paced = environment({ twilio: {}, vonage: { segmentsPerSecond: 50 } });

describe('the paces at a carrier', () => {
  it('are as ever where a sender has one', () => {
    expect(pacesThrough('twilio', one, paced, false)).toMatchObject({ leaseMs: 150, relaxed: true });
    expect(pacesThrough('twilio', one, paced, false)).not.toHaveProperty('through');
  });

  it("are the sender's contract at each, with the others named", () => {
    const through = { carrier: 'vonage', others: ['twilio'], pace: '12345@vonage' };
    expect(pacesThrough('vonage', two, environment(), true)).toMatchObject({ leaseMs: 150, through });
    expect(1 / pacesThrough('vonage', two, environment(), true).secondsPerSegment).toBeCloseTo(95);
  });

  it('keep the account of the carrier that has a contract, and are short and tight for all', () => {
    const [twilio, vonage] = ['twilio', 'vonage'].map((each) => pacesThrough(each, two, paced, false));
    expect(twilio).toMatchObject({ leaseMs: 50, relaxed: false });
    expect(twilio).not.toHaveProperty('account');
    expect(vonage).toMatchObject({ leaseMs: 50, relaxed: false, account: { name: 'account:vonage' } });
  });

  it('are kept for accounts with a contract, and for senders at each of several carriers', () => {
    expect(furtherPaces([one, { ...two, sender: '67890' }], paced)).toEqual([
      'account:vonage',
      '67890@twilio',
      '67890@vonage',
    ]);
  });
});
