import { ApiAccess, newApiKey } from '@parley/platform';
import { Viewer } from './viewer.js';

const { key, hash } = newApiKey();
const long = newApiKey();
const viewer = new Viewer(
  new ApiAccess({
    keys: [
      { name: 'kim', hash, roles: ['operator'] },
      { name: 'k'.repeat(100), hash: long.hash, roles: ['operator'] },
    ],
  }),
);

describe('who asks at the console', () => {
  it('is named by their key, as orders keep it', async () => {
    expect(await viewer.name(`Bearer ${key}`, 'cases:write')).toBe('kim');
    expect(await viewer.name(`Bearer ${long.key}`, 'cases:write')).toBe('k'.repeat(80));
  });

  it('has no name where they may not', async () => {
    await expect(viewer.name(`Bearer ${key}`, 'consents:write')).rejects.toMatchObject({
      response: { code: 'FORBIDDEN' },
    });
    await expect(viewer.name(undefined, 'cases:write')).rejects.toMatchObject({
      response: { code: 'UNAUTHENTICATED' },
    });
  });
});
