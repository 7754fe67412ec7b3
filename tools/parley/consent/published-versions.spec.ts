import { consentState } from '@parley/contracts';
import { noteVersion } from './published-versions.js';

const ANN = '+14155550101';

describe('the versions of published consents', () => {
  const value = (version: number) => JSON.stringify({ ...consentState.example, version });

  it('are the newest of each person', () => {
    const versions = new Map<string, number>();
    for (const version of [1, 3, 2]) noteVersion(versions, ANN, value(version));
    noteVersion(versions, '+14155550102', value(7));
    expect([...versions]).toEqual([
      [ANN, 3],
      ['+14155550102', 7],
    ]);
  });

  it('forget who was forgotten there', () => {
    const versions = new Map([[ANN, 3]]);
    noteVersion(versions, ANN, undefined);
    expect(versions.size).toBe(0);
  });
});
