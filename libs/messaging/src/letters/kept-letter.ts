import { deadLetterHeaders } from '@parley/contracts';
import type { IncomingRecord } from '../wire/record.js';

/** A dead letter as it lies on Kafka now: the record that a consumer could not take, why, and where it lay. */
export interface KeptLetter {
  readonly deadLetterTopic: string;
  readonly deadLetterOffset: string;
  readonly reason: string;
  /** Which fields or attributes are wrong, without their values. */
  readonly detail: string;
  /** Where the record lay. */
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  /** Whose it was. */
  readonly group: string;
  /** When the record was written, ISO 8601. */
  readonly at: string;
  /** When it was set aside, ms since the epoch. */
  readonly setAsideMs: number;
  readonly key: string;
  /** Its bytes as they were. */
  readonly value: Buffer;
  /** Its own headers, as text. */
  readonly headers: Readonly<Record<string, string>>;
  /** It was longer than a broker takes again, and part of it is not here. */
  readonly cut: boolean;
}

const OWN: ReadonlySet<string> = new Set(Object.values(deadLetterHeaders));
const CUT = '(kept in part)';

/** Reads a record of a dead-letter topic, whoever wrote it. */
export function letterOf(record: IncomingRecord): KeptLetter {
  const said = Object.fromEntries(
    Object.entries(record.headers).map(([name, value]) => [name, textOf(value)]),
  );
  const header = (name: keyof typeof deadLetterHeaders): string => said[deadLetterHeaders[name]] ?? '';
  const bytes = record.value ?? Buffer.alloc(0);
  const written = Number(header('timestamp')) || record.timestamp;
  return {
    deadLetterTopic: record.topic,
    deadLetterOffset: record.offset,
    reason: header('reason'),
    detail: header('detail'),
    topic: header('topic'),
    partition: /^\d{1,6}$/.test(header('partition')) ? Number(header('partition')) : 0,
    offset: /^\d+$/.test(header('offset')) ? header('offset') : '0',
    group: header('group'),
    at: new Date(Math.abs(written) <= LAST_MS ? written : 0).toISOString(),
    setAsideMs: record.timestamp,
    key: record.key?.toString() ?? '',
    value: header('encoding') === 'base64' ? Buffer.from(bytes.toString(), 'base64') : bytes,
    headers: Object.fromEntries(Object.entries(said).filter(([name]) => !OWN.has(name))),
    cut: header('detail').endsWith(CUT),
  };
}

/** The last moment that a Date can hold (ECMA-262 §21.4.1.1), ms. */
const LAST_MS = 8.64e15;

function textOf(value: IncomingRecord['headers'][string]): string {
  return String((Array.isArray(value) ? value[0] : value) ?? '');
}

/** `<dead-letter topic>@<offset>`: names one letter. */
export function letterId({ deadLetterTopic, deadLetterOffset }: KeptLetter): string {
  return `${deadLetterTopic}@${deadLetterOffset}`;
}

/** `<topic>/<partition>@<offset>`: where its record lay. The letters of several consumers can be of one record. */
export function originOf({ topic, partition, offset }: KeptLetter): string {
  return `${topic}/${partition}@${offset}`;
}
