import { preferenceConfigured, type PreferenceConfigured } from '@parley/contracts';
import fc from 'fast-check';
import { decidePreference, nothingTold, type Preferences } from './preference.decide.js';

const size: PreferenceConfigured = preferenceConfigured.example;
const tell = (value: string | number | null, preferences: Preferences = nothingTold, preference = 'size') =>
  decidePreference(preferences, { preference, value }, preference === 'size' ? size : undefined, 'US', 7);

describe('a preference', () => {
  it('is kept in its canonical form, with the time', () => {
    expect(tell('medium')).toEqual({
      preferences: { version: 1, told: [{ preference: 'size', value: 'M', since: 7 }] },
      changed: 'M',
    });
  });

  it('changes in its place, and not at all when it is told again', () => {
    const { preferences } = tell('M');
    expect(tell('l', preferences)).toMatchObject({ changed: 'L', preferences: { version: 2 } });
    const again = tell('MEDIUM', preferences);
    expect(again).toEqual({ preferences });
    expect(again.preferences).toBe(preferences);
  });

  it('is forgotten by null, once', () => {
    const { preferences } = tell('M');
    const gone = tell(null, preferences);
    expect(gone).toEqual({ preferences: { version: 2, told: [] }, changed: null });
    expect(tell(null, gone.preferences)).toEqual({ preferences: gone.preferences });
  });

  it('can be forgotten when it is declared no more', () => {
    const told: Preferences = { version: 1, told: [{ preference: 'old', value: 'x', since: 1 }] };
    expect(tell(null, told, 'old')).toMatchObject({ changed: null });
    expect(tell('x', told, 'old')).toEqual({ preferences: told, refusal: 'PREFERENCE_UNKNOWN' });
  });

  it('is refused with the reason when its type does not allow it', () => {
    expect(tell('huge')).toEqual({ preferences: nothingTold, refusal: 'PREFERENCE_CHOICE_UNKNOWN' });
  });

  it('has a version that counts changes, whatever is told', () => {
    const value = fc.oneof(fc.constantFrom('S', 'm', 'large', 'x'), fc.constant(null));
    fc.assert(
      fc.property(fc.array(value), (values) => {
        let preferences = nothingTold;
        for (const each of values) {
          const decision = tell(each, preferences);
          const grown = decision.preferences.version - preferences.version;
          expect(grown).toBe(decision.changed === undefined ? 0 : 1);
          expect(decision.preferences.told.length).toBeLessThanOrEqual(1);
          preferences = decision.preferences;
        }
      }),
    );
  });
});
