/** A metric of the house: what docs/metrics.md, dashboards and alerts may name, and what instruments are made of. */
export interface MetricDefinition {
  readonly kind: 'counter' | 'histogram' | 'gauge';
  /** UCUM; `s` for times. Absent: things counted, or a share. */
  readonly unit?: 's';
  readonly description: string;
  /** Few and closed: lanes, senders, codes, topics. Never a number, never a conversation (I7). */
  readonly labels: readonly string[];
  readonly service: string;
  /** Upper bounds of a histogram's buckets, in its unit. */
  readonly buckets?: readonly number[];
}

const GROUP = 'messaging.consumer.group.name';
const TOPIC = 'messaging.destination.name';
const BATCH_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30];
const WAIT_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 15, 60, 600];

const counter = (service: string, labels: readonly string[], description: string) =>
  ({ kind: 'counter', service, labels, description }) as const;
const gauge = (service: string, labels: readonly string[], description: string, unit?: 's') =>
  ({ kind: 'gauge', service, labels, description, ...(unit && { unit }) }) as const;
const histogram = (
  service: string,
  labels: readonly string[],
  description: string,
  buckets: readonly number[],
) => ({ kind: 'histogram', unit: 's', service, labels, description, buckets }) as const;

/** Every metric, the only place where one is named: an instrument that is not here cannot be made. */
export const metricsTable = {
  'messaging.client.consumed.messages': counter('consumers', [GROUP, TOPIC], 'Records received'),
  'messaging.client.sent.messages': counter('consumers', [GROUP], 'Events published for consumed ones'),
  'messaging.client.operation.duration': histogram(
    'all',
    ['messaging.operation.name'],
    'A request to Kafka, until all in-sync replicas have its records',
    BATCH_S,
  ),
  'messaging.process.duration': histogram(
    'consumers',
    [GROUP, TOPIC],
    'A batch, from received to published',
    BATCH_S,
  ),
  'parley.consumer.lag': gauge(
    'consumers',
    [GROUP, TOPIC],
    'Records behind the end of the partitions that this replica holds; the sum over replicas is the group’s lag',
  ),
  'parley.dead_letters': counter('consumers', ['reason', TOPIC], 'Records set aside as unreadable'),
  'parley.inbox.duplicates': counter('consumers', [GROUP], 'Events dropped as already seen'),
  'parley.parked': counter('consumers', [GROUP], 'Events set aside with their conversation'),
  'parley.erased': counter('consumers', [GROUP], 'Events dropped as their person was forgotten (ERASED)'),
  'parley.loop.retries': counter('consumers', [GROUP], 'Batches held back by infrastructure'),
  'parley.ingest.refused': counter(
    'ingest',
    ['carrier', 'code'],
    'Webhooks, or entries of one, refused; ADDRESS_LIMITED and ACCOUNT_LIMITED are limits',
  ),
  'parley.ingest.durable': counter(
    'ingest',
    ['place'],
    'Records made durable before the carrier was answered, by place: kafka or spool',
  ),
  'parley.ingest.switched': counter(
    'ingest',
    ['place'],
    'Times that records began to go to the spool, and back to kafka',
  ),
  'parley.ingest.relayed': counter('ingest', [], 'Records taken from the spool to Kafka'),
  'parley.ingest.joined': counter('ingest', ['kind'], 'Texts put together from parts, whole or partial'),
  'sms.mt.unknown.open': gauge(
    'dispatcher',
    [],
    'Texts whose outcome nobody knows and no receipt or person has told',
  ),
  'sms.mt.unknown.age': gauge('dispatcher', [], 'Of those, the oldest', 's'),
  'sms.holds': gauge(
    'dispatcher',
    ['kind'],
    'Paused now, by kind: senders, and campaigns of which something waits',
  ),
  'parley.carrier.links': counter(
    'ingest, dispatcher',
    ['carrier', 'change'],
    'What happened to links to carriers: bound, lost, failed, refused, closed; up now = bound - lost - closed',
  ),
  'sms.outbox.age': gauge(
    'consumers',
    [],
    'How long the service’s oldest event that is not known to be published waits in the outbox',
    's',
  ),
  'sms.intents': counter(
    'keyword-router',
    ['intent', 'rule'],
    'MOs by what they were read as, and by which rule',
  ),
  'sms.reply.decision': histogram(
    'keyword-router, subscriptions',
    ['lane'],
    'From an MO received to its answer asked for, by the answer’s lane; the whole way is `sms.reply.duration`',
    WAIT_S,
  ),
  'sms.consent.changes': counter('subscriptions', ['to', 'rule'], 'Ledger entries, by new state and rule'),
  'sms.reply.duration': histogram(
    'dispatcher',
    ['lane', 'purpose'],
    'From an MO received to its answer taken by the carrier: as long as the person waited; flows’ answers among them',
    WAIT_S,
  ),
  'sms.mt.dwell': histogram(
    'dispatcher',
    ['lane'],
    'From queued by the dispatcher to handed to the carrier, for each attempt',
    WAIT_S,
  ),
  'sms.submit.duration': histogram(
    'dispatcher',
    ['carrier', 'outcome'],
    'From a text handed to its carrier to the answer',
    WAIT_S,
  ),
  'sms.mt.outcomes': counter(
    'dispatcher',
    ['status', 'code'],
    'What became of attempts, and that texts wait for quiet hours to end',
  ),
  'sms.mt.unknown': counter(
    'dispatcher',
    ['code'],
    'Texts of which nobody knows whether the carrier has them',
  ),
  'sms.mt.segments': counter('dispatcher', ['sender'], 'Segments submitted'),
  'sms.mt.replaced': counter(
    'dispatcher',
    ['by'],
    'Characters that smart encoding replaced, by what it put for them',
  ),
  'sms.carrier.health': gauge(
    'dispatcher',
    ['carrier'],
    'How well a carrier does, 0.05 to 1, by its failures, as this replica sees it',
  ),
  'sms.carrier.share': gauge(
    'dispatcher',
    ['sender', 'carrier'],
    'What part of the texts of a sender with several carriers goes by each, by weight, health and quickness',
  ),
  'sms.ratelimit.slots_missed': counter(
    'dispatcher',
    ['sender'],
    'Slots given back because their time had passed',
  ),
  'sms.ratelimit.utilization': gauge(
    'dispatcher',
    ['sender'],
    'Share of the contract used over the last 10 s, by this replica',
  ),
  'parley.webhooks.attempts': counter(
    'console',
    ['endpoint', 'outcome'],
    'Webhooks tried, by how it ended: DELIVERED or a code',
  ),
  'parley.webhooks.waiting': gauge('console', ['endpoint'], 'Webhooks that wait for their endpoint'),
  'parley.webhooks.age': gauge('console', ['endpoint'], 'Of those, the oldest', 's'),
  'parley.webhooks.disabled': gauge(
    'console',
    ['endpoint'],
    '1 while nothing is sent to an endpoint, as it failed for long or said 410',
  ),
  'parley.console.sign_ins': counter(
    'console',
    ['by', 'outcome'],
    'Sign-ins of people, by the first link or oidc, and how they ended: ok or a code',
  ),
} as const satisfies Record<string, MetricDefinition>;

export type MetricName = keyof typeof metricsTable;
/** The metrics of one kind. */
export type MetricOf<K extends MetricDefinition['kind']> = {
  [N in MetricName]: (typeof metricsTable)[N]['kind'] extends K ? N : never;
}[MetricName];

/** A metric's name as our exporter gives it to Prometheus; a histogram's without `_bucket`. */
export function prometheusName(name: MetricName): string {
  const words = name.replaceAll('.', '_');
  return metricsTable[name].kind === 'counter' ? `${words}_total` : words;
}
