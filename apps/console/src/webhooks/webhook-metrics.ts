import { meter } from '@parley/platform';

/** Labels are endpoints of parley.yaml and codes; never people, never addresses. */
export const webhookMetrics = {
  attempts: meter.createCounter('parley.webhooks.attempts'),
  waiting: meter.createGauge('parley.webhooks.waiting'),
  age: meter.createGauge('parley.webhooks.age'),
  disabled: meter.createGauge('parley.webhooks.disabled'),
};
