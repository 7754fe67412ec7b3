import { meter } from '@parley/platform';

/** The loop's instruments; what each measures stands in the table of metrics. */
export const loopMetrics = {
  consumed: meter.createCounter('messaging.client.consumed.messages'),
  published: meter.createCounter('messaging.client.sent.messages'),
  requests: meter.createHistogram('messaging.client.operation.duration'),
  duration: meter.createHistogram('messaging.process.duration'),
  deadLetters: meter.createCounter('parley.dead_letters'),
  duplicates: meter.createCounter('parley.inbox.duplicates'),
  parked: meter.createCounter('parley.parked'),
  erased: meter.createCounter('parley.erased'),
  retries: meter.createCounter('parley.loop.retries'),
};
