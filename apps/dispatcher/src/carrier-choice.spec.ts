import type { SenderConfigured } from '@parley/contracts';
import { CarrierChoice } from './carrier-choice.js';
import type { CarrierSenders } from './carrier-senders.js';

const sender = { sender: '12345', carrier: 'twilio', segmentsPerSecond: 100 } as SenderConfigured;
const carriers = [
  { carrier: 'twilio', weight: 70 },
  { carrier: 'vonage', weight: 30 },
];

/** Where these carriers have accounts. */
function choiceAmong(...accounts: string[]): CarrierChoice {
  const of = (carrier: string) => (accounts.includes(carrier) ? {} : undefined);
  return new CarrierChoice({ of } as unknown as CarrierSenders);
}

function firsts(choice: CarrierChoice): Record<string, number> {
  const counted: Record<string, number> = { twilio: 0, vonage: 0 };
  for (let i = 0; i < 1000; i += 1) counted[choice.order({ ...sender, carriers })[0]!]! += 1;
  return counted;
}

describe('by whom a sender is sent', () => {
  it('is its carrier where it has one', () => {
    expect(choiceAmong().order(sender)).toEqual(['twilio']);
  });

  it('is one of those that have an account here; where none has, it is said of the first', () => {
    expect(choiceAmong('vonage').order({ ...sender, carriers })).toEqual(['vonage']);
    expect(choiceAmong().order({ ...sender, carriers })).toEqual(['twilio']);
  });

  it('shifts away from the one that fails', () => {
    const choice = choiceAmong('twilio', 'vonage');
    expect(firsts(choice).twilio).toBeGreaterThan(600);
    choice.note('vonage', { kind: 'submitted', carrierMessageId: 'c' }, 1);
    for (let i = 0; i < 20; i += 1) choice.note('twilio', { kind: 'unknown', code: 'NO_ANSWER' }, 60_000);
    expect(firsts(choice).twilio).toBeLessThan(250);
  });
});
