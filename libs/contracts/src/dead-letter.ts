/** Why a record was set aside. A business refusal is none of these: it is an `mt.status` with a code. */
export const deadLetterReasons = [
  'SCHEMA_INVALID',
  'UNKNOWN_TYPE',
  'TOO_LARGE',
  'UNSUPPORTED_VERSION',
  'HANDLER_BUG',
] as const;

export type DeadLetterReason = (typeof deadLetterReasons)[number];

/**
 * Kafka headers that a dead letter (`<topic>.<group>.dlq`) has on top of the record's own. Never a stack
 * trace: it may hold personal data.
 */
export const deadLetterHeaders = {
  reason: 'dlq-reason',
  /** Which fields or attributes are wrong, without their values. */
  detail: 'dlq-detail',
  topic: 'dlq-topic',
  partition: 'dlq-partition',
  offset: 'dlq-offset',
  /** ms since the epoch, as the broker kept it. */
  timestamp: 'dlq-timestamp',
  group: 'dlq-group',
  /** `utf8`, or `base64` where the record's bytes were not UTF-8. */
  encoding: 'dlq-encoding',
  attempts: 'dlq-attempts',
} as const;
