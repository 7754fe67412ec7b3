import { deadLetterHeaders, type DeadLetterReason } from '@parley/contracts';
import type { IncomingRecord, OutgoingRecord } from '../wire/record.js';
import { deadLetterTopic } from '../kafka/topics.js';

/** A record that cannot be taken, and why. */
export interface DeadLetter {
  readonly record: IncomingRecord;
  readonly reason: DeadLetterReason;
  readonly detail: string;
}

// Together below what a broker takes in one record by default (1 MiB), also as base64.
const MOST_VALUE_BYTES = 512 * 1024;
const MOST_HEADER_BYTES = 64 * 1024;
const MOST_KEY_BYTES = 1024;

/**
 * The record for `<topic>.<group>.dlq`: original key and bytes, where it lay and why it is there. No stack
 * traces: they may hold personal data. Bytes that are not UTF-8 travel as base64 (header `dlq-encoding`). What is
 * longer than a broker would take again is cut, and the detail says so.
 */
export function deadLetterRecord(letter: DeadLetter, group: string): OutgoingRecord {
  const { record } = letter;
  const value = record.value ?? Buffer.alloc(0);
  const bytes = value.subarray(0, MOST_VALUE_BYTES);
  const text = bytes.toString('utf8');
  const isText = Buffer.from(text, 'utf8').equals(bytes);
  const key = record.key ?? Buffer.alloc(0);
  const original = originalHeaders(record);
  const cut = value.length > MOST_VALUE_BYTES || key.length > MOST_KEY_BYTES || original.cut;
  return {
    topic: deadLetterTopic(record.topic, group),
    key: key.toString('utf8', 0, MOST_KEY_BYTES),
    value: isText ? text : bytes.toString('base64'),
    headers: {
      ...original.headers,
      [deadLetterHeaders.reason]: letter.reason,
      [deadLetterHeaders.detail]: cut ? `${letter.detail} (kept in part)` : letter.detail,
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

function originalHeaders(record: IncomingRecord): { headers: Record<string, string>; cut: boolean } {
  const headers: Record<string, string> = {};
  let left = MOST_HEADER_BYTES;
  for (const [name, value] of Object.entries(record.headers)) {
    if (value === undefined) continue;
    const text = String(Array.isArray(value) ? value[0] : value);
    left -= Buffer.byteLength(name) + Buffer.byteLength(text);
    if (left < 0) return { headers, cut: true };
    headers[name] = text;
  }
  return { headers, cut: false };
}
