import { span } from '@parley/traces';
import { meaningOf, silenceOf } from './silence.js';

describe('why nothing came back', () => {
  it('is the code of the refusal, before any other', () => {
    const spans = [
      span('a', undefined, 0, { service: 'keyword-router', attributes: { 'error.type': 'LATER' } }),
      span('b', 'a', 0, {
        service: 'dispatcher',
        attributes: { 'parley.mt.status': 'refused', 'parley.code': 'OPTED_OUT' },
      }),
    ];
    expect(silenceOf(spans)).toEqual({ code: 'OPTED_OUT', service: 'dispatcher' });
  });

  it('is unknown where no span says so', () => {
    expect(silenceOf([span('a', undefined)])).toBeUndefined();
  });

  it.each([
    { 'parley.mt.outcome': 'not begun' },
    { 'parley.mt.outcome': 'failed', 'error.type': 'CARRIER_DOWN' },
    { 'parley.mt.outcome': 'throttled', 'error.type': 'THROTTLED' },
    { 'parley.wait': 'retry', 'parley.code': 'CARRIER_DOWN' },
  ])('is none yet where the text is tried again: %j', (attributes) => {
    expect(silenceOf([span('a', undefined, 0, { attributes })])).toBeUndefined();
  });

  it.each([
    { 'parley.mt.outcome': 'rejected', 'error.type': 'INVALID_NUMBER' },
    { 'parley.mt.outcome': 'unknown', 'error.type': 'NO_ANSWER' },
    { 'parley.wait': 'hours', 'parley.code': 'QUIET_HOURS' },
  ])('is one where nothing comes for long: %j', (attributes) => {
    expect(silenceOf([span('a', undefined, 0, { attributes })])).toBeDefined();
  });

  it('is told in words where there are any', () => {
    expect(meaningOf('OPTED_OUT')).toContain('START');
    expect(meaningOf('NEVER_HEARD')).toBe('NEVER_HEARD');
  });
});
