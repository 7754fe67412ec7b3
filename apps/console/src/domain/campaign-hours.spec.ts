import { MarketingHours } from '@parley/sms';
import { campaignHours } from './campaign-hours.js';

const hours = new MarketingHours();
const NEW_YORK = '+12125550101';
const LOS_ANGELES = '+13105550101';
const CHICAGO = '+13125550101';
/** 9:30 in New York, 8:30 in Chicago, 6:30 in Los Angeles. */
const MORNING = Date.parse('2026-11-20T14:30:00.000Z');

describe('the hours of a campaign', () => {
  it('are at once for who is within theirs, and those of the next morning for the others', () => {
    const crowds = [
      { number: LOS_ANGELES, people: 5 },
      { number: NEW_YORK, people: 3 },
      { number: CHICAGO, people: 2 },
    ];
    expect(campaignHours(hours, crowds, MORNING)).toEqual({
      open: [
        {
          ...{ people: 3, regions: ['US-NY'] },
          ...{ opensAt: '2026-11-20T14:30:00.000Z', closesAt: '2026-11-21T02:00:00.000Z' },
        },
        {
          ...{ people: 2, regions: ['US-IL'] },
          ...{ opensAt: '2026-11-20T14:30:00.000Z', closesAt: '2026-11-21T03:00:00.000Z' },
        },
        {
          ...{ people: 5, regions: ['US-CA'] },
          ...{ opensAt: '2026-11-20T16:00:00.000Z', closesAt: '2026-11-21T05:00:00.000Z' },
        },
      ],
      never: 0,
    });
  });

  it('never come where the campaign ends before, or where nobody knows the place', () => {
    const crowds = [
      { number: LOS_ANGELES, people: 5 },
      { number: '+99955501', people: 1 },
    ];
    const { open, never } = campaignHours(hours, crowds, MORNING, Date.parse('2026-11-20T16:00:00.000Z'));
    expect([open, never]).toEqual([[], 6]);
  });

  it('are those of the sender where it has its own', () => {
    const own = new MarketingHours([{ region: 'US-CA', from: '06:00', until: '24:00' }]);
    const { open } = campaignHours(own, [{ number: LOS_ANGELES, people: 1 }], MORNING);
    expect(open[0]!.opensAt).toBe('2026-11-20T14:30:00.000Z');
  });
});
