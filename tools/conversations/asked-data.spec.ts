import { preferenceRequested, supportReplyRequested } from '@parley/contracts';
import { askedData } from './asked-data.js';

const NOW = Date.UTC(2026, 10, 20, 15);
const opened = (caseId: string) => ({ event: 'support.case.opened', data: { caseId } });
const theCase = { the: 'caseId', of: 'support.case.opened' };

describe('the data of an event that another service publishes', () => {
  it('is asked for now, and times are from now on', () => {
    expect(askedData(supportReplyRequested, { text: 'Hi', due: '+ 1 day' }, NOW)).toEqual({
      text: 'Hi',
      due: '2026-11-21T15:00:00.000Z',
      requestedAt: '2026-11-20T15:00:00.000Z',
    });
  });

  it('takes a field of the newest event of a kind, and none where there was none', () => {
    const written = { caseId: theCase, requestedAt: null };
    const published = [opened('a'), opened('b'), { event: 'mt.status', data: { caseId: 'c' } }];
    expect(askedData(supportReplyRequested, written, NOW, published)).toEqual({ caseId: 'b' });
    expect(askedData(supportReplyRequested, written, NOW)).toEqual({ caseId: undefined });
  });

  it('leaves out what is null, except where null says something', () => {
    const written = { preference: 'size', value: null, sender: null, requestedAt: null };
    expect(askedData(preferenceRequested, written, NOW)).toEqual({ preference: 'size', value: null });
  });
});
