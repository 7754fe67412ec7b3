import { meter } from '@parley/platform';

/** The sender's instruments. Labels are lanes, senders and codes; never people. */
export const sendMetrics = {
  dwell: meter.createHistogram('sms.mt.dwell', {
    unit: 's',
    description: 'From queued to handed to the carrier, by lane',
    advice: { explicitBucketBoundaries: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 15, 60, 600] },
  }),
  outcomes: meter.createCounter('sms.mt.outcomes', {
    description: 'What became of attempts, by status and code',
  }),
  segments: meter.createCounter('sms.mt.segments', { description: 'Segments submitted, by sender' }),
  replaced: meter.createCounter('sms.mt.replaced', {
    description: 'Characters that smart encoding replaced, by what it put for them',
  }),
  links: meter.createCounter('parley.carrier.links', {
    description:
      'What happened to links to carriers: bound, lost, failed, refused, closed; up now = bound - lost - closed',
  }),
  slotsMissed: meter.createCounter('sms.ratelimit.slots_missed', {
    description: 'Slots given back because their time had passed',
  }),
};
