import { meaningOf, silenceOf } from './silence.js';
import { span } from './span.builder.js';

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

  it('is told in words where there are any', () => {
    expect(meaningOf('OPTED_OUT')).toContain('START');
    expect(meaningOf('NEVER_HEARD')).toBe('NEVER_HEARD');
  });
});
