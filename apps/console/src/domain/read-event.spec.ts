import {
  consentChanged,
  intentResolved,
  moReceived,
  mtRequested,
  mtStatus,
  receiptReceived,
  supportCaseClosed,
  supportCaseOpened,
  type MtRequested,
} from '@parley/contracts';
import * as read from './read-event.js';

const head = { id: '0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20', time: Date.parse('2026-11-20T15:00:00.040Z') };

describe('an event as an entry of the story', () => {
  it('keeps what people want to see of it', () => {
    const mt = mtRequested.example as MtRequested;
    const readings = [
      read.readMo(head, moReceived.example),
      read.readDecision(head, intentResolved.example),
      read.readConsent(head, consentChanged.example),
      read.readMt(head, mt),
      read.readStatus(head, mtStatus.example),
      read.readReceipt(head, receiptReceived.example),
      read.readCaseOpened(head, supportCaseOpened.example),
      read.readCaseClosed(head, supportCaseClosed.example),
    ];
    expect(readings.map(({ kind, at, mtId }) => [kind, at, mtId])).toEqual([
      ['mo', '2026-11-20T15:00:00.000Z', undefined],
      ['decision', '2026-11-20T15:00:00.040Z', undefined],
      ['consent', '2026-11-20T15:00:00.010Z', undefined],
      ['mt', '2026-11-20T15:00:00.040Z', head.id],
      ['status', '2026-11-20T15:00:00.050Z', mtStatus.example.mtId],
      ['receipt', '2026-11-20T15:00:00.900Z', receiptReceived.example.mtId],
      ['case', '2026-11-20T15:00:00.000Z', undefined],
      ['case', '2026-11-20T16:00:00.000Z', undefined],
    ]);
    expect(readings[0]!.text).toBe('DISCOUNT');
    expect(readings[1]!.data).toMatchObject({ intent: 'opt_out', match: { rule: 'compliance/opt-out' } });
    expect(readings[3]!.text).toBe(mt.text);
  });

  it("names the person nowhere but in the entry's own field", () => {
    const told = JSON.stringify([
      read.readDecision(head, intentResolved.example),
      read.readStatus(head, mtStatus.example),
      read.readReceipt(head, receiptReceived.example),
    ]);
    expect(told).not.toContain('4155550101');
  });
});
