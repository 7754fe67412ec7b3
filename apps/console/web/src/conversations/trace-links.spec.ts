import { span } from '@parley/traces';
import { TraceLinks } from './trace-links.js';

const submit = span('submit', 'turn', 30, { traceId: 'text', name: 'submit simulator' });
const receipt = span('receipt', 'post', 90, { traceId: 'told', links: ['text/submit', 'told/post'] });
const links = new TraceLinks([
  span('turn', undefined, 20, { traceId: 'text' }),
  submit,
  span('post', undefined, 80, { traceId: 'told', links: ['gone/x', 'text/turn'] }),
  receipt,
]);

describe('what a trace follows from', () => {
  it('is each trace once that its spans link to, but for itself, with when it began where it is kept', () => {
    expect(links.of('told')).toEqual([
      { traceId: 'gone', startUs: undefined },
      { traceId: 'text', startUs: 20 },
    ]);
    expect(links.of('text')).toEqual([]);
  });

  it('has for a receipt the submit that it belongs to', () => {
    expect(links.submitsOf(receipt)).toEqual([submit]);
    expect(links.submitsOf(submit)).toEqual([]);
    expect(links.submitsOf(span('turn', undefined, 95, { links: ['text/turn'] }))).toEqual([]);
  });
});
