import { awsErrors } from './aws/aws.errors.js';
import { bandwidthErrors } from './bandwidth/bandwidth.errors.js';
import { carrierErrors, errorTable, needsPerson, retryOf, type CarrierErrorCode } from './carrier-errors.js';
import { infobipErrors } from './infobip/infobip.errors.js';
import { plivoErrors } from './plivo/plivo.errors.js';
import { simulatorErrors } from './simulator/simulator.errors.js';
import { sinchErrors } from './sinch/sinch.errors.js';
import { telnyxErrors } from './telnyx/telnyx.errors.js';
import { twilioErrors } from './twilio/twilio.errors.js';
import { vonageReceiptErrors, vonageSendErrors } from './vonage/vonage.errors.js';

const codes = Object.keys(carrierErrors) as CarrierErrorCode[];

describe('carrier errors', () => {
  it.each(codes)('%s has a stable name that fits an event, and says what it means', (code) => {
    expect(code).toMatch(/^[A-Z][A-Z_]{2,63}$/);
    expect(carrierErrors[code].meaning).toMatch(/^[A-Z].*\.$/);
  });

  it('are retried by class', () => {
    expect(retryOf('INVALID_NUMBER')).toBe('never');
    expect(retryOf('THROTTLED')).toBe('later');
    expect(retryOf('NO_ANSWER')).toBe('uncertain');
  });

  it('call a person for what waiting does not mend', () => {
    expect(codes.filter(needsPerson).sort()).toEqual([
      'ACCOUNT_SUSPENDED',
      'INVALID_SENDER',
      'MISCONFIGURED',
      'UNAUTHORISED',
      'UNREGISTERED',
    ]);
  });

  it.each([
    ['infobip', infobipErrors],
    ['simulator', simulatorErrors],
    ['sinch', sinchErrors],
    ['telnyx', telnyxErrors],
    ['twilio', twilioErrors],
    ['bandwidth', bandwidthErrors],
    ['plivo', plivoErrors],
    ['aws', awsErrors],
    ['vonage', vonageSendErrors],
    ['vonage, in receipts', vonageReceiptErrors],
  ])("%s's own codes never mean an uncertain outcome: a code is an answer", (_name, table) => {
    expect(table.size).toBeGreaterThan(10);
    for (const code of table.values()) expect(retryOf(code)).not.toBe('uncertain');
  });

  it('refuse a table that gives one code two meanings', () => {
    expect(() =>
      errorTable([
        ['LANDLINE', 7],
        ['FILTERED', '7'],
      ]),
    ).toThrow('Carrier code 7 is in the table twice.');
  });

  it.each([
    ['21610', 'OPTED_OUT_AT_CARRIER', 'never'],
    ['21211', 'INVALID_NUMBER', 'never'],
    ['21614', 'LANDLINE', 'never'],
    ['30003', 'UNREACHABLE', 'never'],
    ['30006', 'LANDLINE', 'never'],
    ['30007', 'FILTERED', 'never'],
    ['20429', 'THROTTLED', 'later'],
    ['21611', 'QUEUE_FULL', 'later'],
    ['20003', 'UNAUTHORISED', 'later'],
  ])("Twilio's %s is %s, resent %s", (theirs, ours, retry) => {
    const code = twilioErrors.get(theirs);
    expect(code).toBe(ours);
    expect(code && retryOf(code)).toBe(retry);
  });
});
