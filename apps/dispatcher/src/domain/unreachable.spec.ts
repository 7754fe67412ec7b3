import { carrierErrors, retryOf, type CarrierErrorCode } from '@parley/carriers';
import { isFailureOfPhone } from './unreachable.js';

const codes = Object.keys(carrierErrors) as CarrierErrorCode[];

describe('an error that counts towards giving a number up', () => {
  it.each(['INVALID_NUMBER', 'LANDLINE', 'UNREACHABLE'])('is %s, when it is final', (code) => {
    expect(codes).toContain(code);
    expect(isFailureOfPhone('undelivered', code)).toBe(true);
    expect(isFailureOfPhone('rejected', code)).toBe(true);
    expect(isFailureOfPhone('retrying', code)).toBe(false);
    expect(isFailureOfPhone('delivered', code)).toBe(false);
  });

  it('is none that a retry or a person could mend, and none of the text', () => {
    const counting = codes.filter((code) => isFailureOfPhone('undelivered', code));
    expect(counting.every((code) => retryOf(code) === 'never')).toBe(true);
    expect(counting).toHaveLength(3);
    expect(isFailureOfPhone('undelivered', undefined)).toBe(false);
  });
});
