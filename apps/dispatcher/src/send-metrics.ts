import { meter } from '@parley/platform';

/** The sender's instruments. Labels are lanes, senders and codes; never people. */
export const sendMetrics = {
  dwell: meter.createHistogram('sms.mt.dwell'),
  reply: meter.createHistogram('sms.reply.duration'),
  submit: meter.createHistogram('sms.submit.duration'),
  outcomes: meter.createCounter('sms.mt.outcomes'),
  unknown: meter.createCounter('sms.mt.unknown'),
  unknownOpen: meter.createGauge('sms.mt.unknown.open'),
  unknownAge: meter.createGauge('sms.mt.unknown.age'),
  holds: meter.createGauge('sms.holds'),
  segments: meter.createCounter('sms.mt.segments'),
  replaced: meter.createCounter('sms.mt.replaced'),
  links: meter.createCounter('parley.carrier.links'),
  slotsMissed: meter.createCounter('sms.ratelimit.slots_missed'),
};
