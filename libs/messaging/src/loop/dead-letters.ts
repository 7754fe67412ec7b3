import { deadLetterHeaders, type DeadLetterReason } from '@parley/contracts';
import type { IncomingRecord, OutgoingRecord } from '../wire/record.js';
import { deadLetterTopic } from '../kafka/topics.js';

/** A record that cannot be taken, and why. */
export interface DeadLetter {
  readonly record: IncomingRecord;
  readonly reason: DeadLetterReason;
  readonly detail: string;
}

const MAX_KEPT_BYTES = 512 * 1024;

/**
 * The record for `<topic>.<group>.dlq`: original key and bytes, where it lay and why it is there. No stack
 * traces: they may hold personal data. Bytes that are not UTF-8 travel as base64 (header `dlq-encoding`).
 */
export function deadLetterRecord(letter: DeadLetter, group: string): OutgoingRecord {
  const { record } = letter;
  const bytes = (record.value ?? Buffer.alloc(0)).subarray(0, MAX_KEPT_BYTES);
  const text = bytes.toString('utf8');
  const isText = Buffer.from(text, 'utf8').equals(bytes);
  const original: Record<string, string> = {};
  for (const [name, value] of Object.entries(record.headers)) {
    if (value !== undefined) original[name] = String(Array.isArray(value) ? value[0] : value);
  }
  return {
    topic: deadLetterTopic(record.topic, group),
    key: record.key?.toString() ?? '',
    value: isText ? text : bytes.toString('base64'),
    headers: {
      ...original,
      [deadLetterHeaders.reason]: letter.reason,
      [deadLetterHeaders.detail]: letter.detail,
      [deadLetterHeaders.topic]: record.topic,
      [deadLetterHeaders.partition]: String(record.partition),
      [deadLetterHeaders.offset]: record.offset,
      [deadLetterHeaders.timestamp]: String(record.timestamp),
      [deadLetterHeaders.group]: group,
      [deadLetterHeaders.encoding]: isText ? 'utf8' : 'base64',
      [deadLetterHeaders.attempts]: '1',
    },
  };
}
