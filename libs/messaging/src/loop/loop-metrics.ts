import { meter } from '@parley/platform';

/** The loop's instruments, by the messaging semantic conventions. No numbers or conversation ids as labels. */
export const loopMetrics = {
  consumed: meter.createCounter('messaging.client.consumed.messages', {
    description: 'Records received',
  }),
  published: meter.createCounter('messaging.client.sent.messages', { description: 'Events published' }),
  duration: meter.createHistogram('messaging.process.duration', {
    unit: 's',
    description: 'A batch, from received to published',
    advice: { explicitBucketBoundaries: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30] },
  }),
  deadLetters: meter.createCounter('parley.dead_letters', { description: 'Records refused, by reason' }),
  duplicates: meter.createCounter('parley.inbox.duplicates', {
    description: 'Events dropped as already seen',
  }),
  parked: meter.createCounter('parley.parked', { description: 'Events set aside with their conversation' }),
  retries: meter.createCounter('parley.loop.retries', { description: 'Batches held back by infrastructure' }),
};
