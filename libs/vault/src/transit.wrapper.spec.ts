import { randomBytes } from 'node:crypto';
import { TransitStandIn } from './transit-stand-in.builder.js';
import { TransitWrapper } from './transit.wrapper.js';

let vault: TransitStandIn;
let wrapper: TransitWrapper;
const keys = Array.from({ length: 3 }, () => randomBytes(32));

beforeEach(async () => {
  vault = await TransitStandIn.start();
  wrapper = new TransitWrapper({ mount: vault.mount, key: 'parley', token: 'a token' });
});

afterEach(() => vault.close());

describe('keys wrapped by the transit engine', () => {
  it('come back in their order, many in one request', async () => {
    const wrapped = await wrapper.wrap(keys);
    expect(wrapped.every((each) => each.startsWith('vault:v1:'))).toBe(true);
    expect(await wrapper.unwrap(wrapped)).toEqual(keys);
    expect(vault.requests).toEqual([3, 3]);
    const many = Array.from({ length: 501 }, () => keys[0]!);
    expect(await wrapper.wrap(many)).toHaveLength(501);
    expect(vault.requests.slice(2)).toEqual([500, 1]);
  });

  it('ask nothing where there is nothing to ask', async () => {
    expect([await wrapper.wrap([]), await wrapper.unwrap([])]).toEqual([[], []]);
    expect(vault.requests).toEqual([]);
  });

  it('are wrapped anew after a rotation, and open', async () => {
    const old = await wrapper.wrap(keys);
    vault.versions.push(randomBytes(32));
    const renewed = await wrapper.rewrap(old);
    expect(renewed.every((each) => each.startsWith('vault:v2:'))).toBe(true);
    expect(await wrapper.unwrap([...renewed, ...old])).toEqual([...keys, ...keys]);
  });

  it.each([500, 503, 429, 472])('are asked for again later where it answers %i', async (status) => {
    vault.failsWith = status;
    await expect(wrapper.wrap(keys)).rejects.toMatchObject({ code: 'KMS_UNAVAILABLE' });
  });

  it('are asked for again later where nobody answers', async () => {
    await vault.close();
    await expect(wrapper.wrap(keys)).rejects.toMatchObject({ code: 'KMS_UNAVAILABLE' });
  });

  it('are refused with another token, for another key, and where they are not its own', async () => {
    const other = (options: object) =>
      new TransitWrapper({ mount: vault.mount, key: 'parley', token: 'a token', ...options }).wrap(keys);
    await expect(other({ token: 'stolen' })).rejects.toMatchObject({ code: 'KMS_REFUSED' });
    await expect(other({ key: 'another' })).rejects.toMatchObject({ code: 'KMS_REFUSED' });
    await expect(wrapper.unwrap(['vault:v9:AAAA'])).rejects.toMatchObject({ code: 'KMS_REFUSED' });
  });
});
