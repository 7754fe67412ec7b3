import { gauge, quantile, rate } from './query.js';
import type { Dashboard, Panel } from './panel.js';

const GROUP = 'messaging_consumer_group_name';
const TOPIC = 'messaging_destination_name';
const panel = (
  title: string,
  unit: Panel['unit'],
  description: string,
  ...targets: [expr: string, legend: string][]
): Panel => ({
  title,
  unit,
  description,
  targets: targets.map(([expr, legend]) => ({ expr, legend })),
});

const lag = panel(
  'Consumer lag',
  'short',
  'Rises and stays: a consumer is behind or stuck. Runbook: consumer-lag.',
  [gauge('sum', 'parley.consumer.lag', `${GROUP}, ${TOPIC}`), `{{${GROUP}}} {{${TOPIC}}}`],
);
const dwell = panel(
  'Wait of texts by lane, p99',
  's',
  'From queued to handed to the carrier. High for all lanes: pace or carrier. Runbook: mt-dwell.',
  [quantile(0.99, 'sms.mt.dwell', 'lane'), '{{lane}}'],
);
const outcomes = panel(
  'Outcomes of attempts',
  'ops',
  'retrying THROTTLED: the carrier slows us down. retrying CONNECTION_FAILED: it is away. retrying QUIET_HOURS: it is night where people are. unknown: runbook unknown-rate.',
  [rate('sms.mt.outcomes', 'status, code'), '{{status}} {{code}}'],
);

/** Is all well, and if not, where to look. */
const overview: Dashboard = {
  uid: 'parley-overview',
  title: 'Parley · overview',
  variables: [],
  panels: [
    panel(
      'MO until the carrier has its answer',
      's',
      'As long as people wait for replies. opt_out_confirmation near a minute: runbook opt-out-confirmation-slow.',
      [quantile(0.5, 'sms.reply.duration', 'lane, purpose'), '{{lane}} {{purpose}} p50'],
      [quantile(0.99, 'sms.reply.duration', 'lane, purpose'), '{{lane}} {{purpose}} p99'],
    ),
    panel(
      'MO until its answer is asked for',
      's',
      'The first half of a reply: webhook, router, consent. High with lag: the consumer is behind.',
      [quantile(0.5, 'sms.reply.decision', 'lane'), '{{lane}} p50'],
      [quantile(0.99, 'sms.reply.decision', 'lane'), '{{lane}} p99'],
    ),
    dwell,
    panel(
      'Intents by rule',
      'ops',
      'What people want. A jump of fallback: a keyword is missing, or a campaign confuses.',
      [rate('sms.intents', 'intent, rule'), '{{intent}} {{rule}}'],
    ),
    outcomes,
    panel('The carrier’s answer, p99', 's', 'High: the carrier is slow. Runbook: mt-dwell.', [
      quantile(0.99, 'sms.submit.duration', 'carrier, outcome'),
      '{{carrier}} {{outcome}}',
    ]),
    lag,
    panel('Unknown', 'ops', 'Texts of which nobody knows whether they were sent. Runbook: unknown-rate.', [
      rate('sms.mt.unknown', 'code'),
      '{{code}}',
    ]),
    panel('Dead letters', 'ops', 'Records that nobody can read, by reason. Runbook: dead-letters.', [
      rate('parley.dead_letters', `reason, ${TOPIC}`),
      `{{reason}} {{${TOPIC}}}`,
    ]),
    panel('Consent changes', 'ops', 'New states by rule.', [
      rate('sms.consent.changes', 'to, rule'),
      '{{to}} {{rule}}',
    ]),
    panel(
      'Oldest event not published',
      's',
      'Above some seconds: Kafka does not take what is committed. Runbook: outbox-age.',
      [gauge('max', 'sms.outbox.age', 'job, instance'), '{{job}} {{instance}}'],
    ),
    panel('Unknown and not resolved yet', 'short', 'Texts that wait for a receipt. Runbook: unknown-rate.', [
      gauge('max', 'sms.mt.unknown.open', 'job'),
      '{{job}}',
    ]),
    panel('The oldest unknown', 's', 'How long it has waited for a receipt.', [
      gauge('max', 'sms.mt.unknown.age', 'job'),
      '{{job}}',
    ]),
    panel('Links to carriers', 'ops', 'Opened and lost: a carrier that comes and goes.', [
      rate('parley.carrier.links', 'carrier, change'),
      '{{carrier}} {{change}}',
    ]),
    panel('Webhooks refused', 'ops', 'By code: signatures, numbers, senders that are not ours.', [
      rate('parley.ingest.refused', 'carrier, code'),
      '{{carrier}} {{code}}',
    ]),
    panel('Webhooks to others', 'ops', 'By endpoint and how it ended. Runbook: webhook-disabled.', [
      rate('parley.webhooks.attempts', 'endpoint, outcome'),
      '{{endpoint}} {{outcome}}',
    ]),
    panel(
      'The oldest webhook that waits',
      's',
      'Rises: its endpoint is away, or disabled. Runbook: webhook-disabled.',
      [gauge('max', 'parley.webhooks.age', 'endpoint'), '{{endpoint}}'],
    ),
    panel('Webhooks that wait', 'short', 'By endpoint; those of a disabled one among them.', [
      gauge('max', 'parley.webhooks.waiting', 'endpoint'),
      '{{endpoint}}',
    ]),
    panel('Disabled endpoints', 'short', '1: told nothing until it is enabled. Runbook: webhook-disabled.', [
      gauge('max', 'parley.webhooks.disabled', 'endpoint'),
      '{{endpoint}}',
    ]),
    panel('Sign-ins at the console', 'ops', 'By the first link or OpenID Connect, and how they ended.', [
      rate('parley.console.sign_ins', 'by, outcome'),
      '{{by}} {{outcome}}',
    ]),
  ],
};

const OF_SENDER = '{sender=~"$sender"}';

/** How one of our numbers is used. */
const sender: Dashboard = {
  uid: 'parley-sender',
  title: 'Parley · senders',
  variables: [{ name: 'sender', query: 'label_values(sms_mt_segments_total, sender)' }],
  panels: [
    panel(
      'Use of the contract',
      'percentunit',
      'Near 0.95: the sender is at its pace, and what is queued waits. All replicas together.',
      [gauge('sum', 'sms.ratelimit.utilization', 'sender', OF_SENDER), '{{sender}}'],
    ),
    panel('Segments', 'ops', 'Submitted, by sender.', [
      rate('sms.mt.segments', 'sender', OF_SENDER),
      '{{sender}}',
    ]),
    panel('Carriers', 'percentunit', 'Of senders with several: which part of the texts goes by which.', [
      gauge('avg', 'sms.carrier.share', 'sender, carrier', OF_SENDER),
      '{{sender}} {{carrier}}',
    ]),
    panel(
      'Health of carriers',
      'percentunit',
      'Low: it fails, and a sender with several carriers asks the others. As the replica that sees it worst.',
      [gauge('min', 'sms.carrier.health', 'carrier'), '{{carrier}}'],
    ),
    panel('Slots missed', 'ops', 'Above nought for long: the dispatcher has too little CPU for its pace.', [
      rate('sms.ratelimit.slots_missed', 'sender', OF_SENDER),
      '{{sender}}',
    ]),
    panel('Paused', 'short', 'Senders and campaigns that people paused: what they have to send waits.', [
      gauge('max', 'sms.holds', 'kind'),
      '{{kind}}',
    ]),
    dwell,
    outcomes,
    panel('Characters replaced', 'ops', 'By smart encoding, by what it put for them.', [
      rate('sms.mt.replaced', 'by'),
      '{{by}}',
    ]),
  ],
};

/** How one service does its work. */
const service: Dashboard = {
  uid: 'parley-service',
  title: 'Parley · services',
  variables: [{ name: 'group', query: 'label_values(parley_consumer_lag, messaging_consumer_group_name)' }],
  panels: [
    panel('Records taken', 'ops', 'By topic.', [
      rate('messaging.client.consumed.messages', `${GROUP}, ${TOPIC}`, `{${GROUP}=~"$group"}`),
      `{{${GROUP}}} {{${TOPIC}}}`,
    ]),
    panel(
      'A batch, p99',
      's',
      'From received to published. High without load: PostgreSQL or Kafka is slow.',
      [
        quantile(0.99, 'messaging.process.duration', `${GROUP}, ${TOPIC}`, `{${GROUP}=~"$group"}`),
        `{{${GROUP}}} {{${TOPIC}}}`,
      ],
    ),
    lag,
    panel('Requests to Kafka, p99', 's', 'Until all in-sync replicas have the records.', [
      quantile(0.99, 'messaging.client.operation.duration', 'job'),
      '{{job}}',
    ]),
    panel(
      'Held back by infrastructure',
      'ops',
      'Above nought: Kafka or PostgreSQL is away, and batches wait in place.',
      [rate('parley.loop.retries', GROUP, `{${GROUP}=~"$group"}`), `{{${GROUP}}}`],
    ),
    panel(
      'Parked and repeated',
      'ops',
      'Parked: a bug for one conversation. Repeated: after a crash, harmless.',
      [rate('parley.parked', GROUP, `{${GROUP}=~"$group"}`), `parked {{${GROUP}}}`],
      [rate('parley.inbox.duplicates', GROUP, `{${GROUP}=~"$group"}`), `repeated {{${GROUP}}}`],
      [rate('parley.erased', GROUP, `{${GROUP}=~"$group"}`), `of forgotten people {{${GROUP}}}`],
    ),
    panel('Events published', 'ops', 'For consumed ones.', [
      rate('messaging.client.sent.messages', GROUP, `{${GROUP}=~"$group"}`),
      `{{${GROUP}}}`,
    ]),
    panel('Texts put together from parts', 'ops', 'partial: a part did not come in time.', [
      rate('parley.ingest.joined', 'kind'),
      '{{kind}}',
    ]),
    panel('Made durable by ingest', 'ops', 'To the spool: Kafka is away.', [
      rate('parley.ingest.durable', 'place'),
      '{{place}}',
    ]),
  ],
};

export const dashboards: readonly Dashboard[] = [overview, sender, service];
