import { poolsOf } from '@parley/config';
import { importCoupons } from './import-coupons.js';

const nowhere = { databaseUrl: 'postgres://nowhere', pepper: '' };

describe('importing coupons', () => {
  it.each([
    [['autumn-wool'], 'autumn-wol', /did you mean "autumn-wool"\?.*parley apply/],
    [['spring', 'summer'], 'autumn-wool', /there is spring, summer\..*parley apply/],
    [[], 'autumn-wool', /nor from any other.*parley apply/],
  ])('with %j refuses codes for %s before it asks a database', async (pools, pool, sentence) => {
    await expect(importCoupons(nowhere, pools, pool, 'codes.txt')).rejects.toMatchObject({
      code: 'POOL_UNKNOWN',
      message: expect.stringMatching(sentence) as string,
    });
  });

  it('knows the pools that flows draw from, once each', () => {
    const draws = (pool?: string) => ({ step: 's', kind: 'coupon', text: '', ...(pool && { pool }) });
    const flows = new Map([
      ['one', { steps: [draws('b'), draws('a'), draws(), { step: 'x', kind: 'end' }] }],
      ['two', { steps: [draws('a')] }],
    ]);
    expect(poolsOf({ flows } as unknown as Parameters<typeof poolsOf>[0])).toEqual(['a', 'b']);
  });
});
