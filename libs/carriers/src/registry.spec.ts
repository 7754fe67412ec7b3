import { carriers, findCarrier } from './registry.js';

describe('the registry', () => {
  it('knows each carrier by its own id', () => {
    for (const [id, carrier] of Object.entries(carriers)) {
      expect(carrier.id).toBe(id);
      expect(findCarrier(id)).toBe(carrier);
    }
  });

  it('knows SMSCs by names of their own', () => {
    expect(findCarrier('smpp-acme')).toBe(carriers.smpp);
    expect(findCarrier('twilio-acme')).toBeUndefined();
    expect(findCarrier('smpp-')).toBeUndefined();
  });

  it.each(['', 'pigeon', 'constructor', '__proto__', 'toString'])('knows no carrier "%s"', (id) => {
    expect(findCarrier(id)).toBeUndefined();
  });
});
