import { carriers, findCarrier } from './registry.js';

describe('the registry', () => {
  it('knows each carrier by its own id', () => {
    for (const [id, carrier] of Object.entries(carriers)) {
      expect(carrier.id).toBe(id);
      expect(findCarrier(id)).toBe(carrier);
    }
  });

  it.each(['', 'pigeon', 'constructor', '__proto__', 'toString'])('knows no carrier "%s"', (id) => {
    expect(findCarrier(id)).toBeUndefined();
  });
});
