import { isUtf8 } from 'node:buffer';
import { headers, type DeadLetterReason, type EventDefinition } from '@parley/contracts';
import { parseTraceparent, unsampledTraceparent } from '@parley/platform';
import type { Envelope } from '../envelope.js';
import type { ConversationIds } from './conversation-id.js';
import { isUuid } from './event-id.js';
import type { IncomingRecord } from './record.js';

export type Decoded<T> =
  | { readonly ok: true; readonly envelope: Envelope<T> }
  | { readonly ok: false; readonly reason: DeadLetterReason; readonly detail: string };

const MAX_VALUE_BYTES = 256 * 1024;
const CONVERSATION_ID = /^[0-9a-f]{32}$/;

/** Decodes a record in CloudEvents binary mode. Never throws: a bad record yields a reason and a detail. */
export function decodeEvent<T>(
  definition: EventDefinition,
  record: IncomingRecord,
  conversations: ConversationIds,
): Decoded<T> {
  const { value } = record;
  if (value === null) return dead('SCHEMA_INVALID', 'the record has no value');
  if (value.length > MAX_VALUE_BYTES)
    return dead('TOO_LARGE', `${value.length} bytes, at most ${MAX_VALUE_BYTES}`);
  const type = header(record, headers.type) ?? definition.type;
  if (type !== definition.type) {
    const sameEvent = type.replace(/\.v\d+$/, '') === definition.type.replace(/\.v\d+$/, '');
    return dead(sameEvent ? 'UNSUPPORTED_VERSION' : 'UNKNOWN_TYPE', `ce_type must be ${definition.type}`);
  }
  const id = header(record, headers.id);
  if (id === undefined || !isUuid(id)) return dead('SCHEMA_INVALID', 'header ce_id must be a UUID');
  if (!isUtf8(value)) return dead('SCHEMA_INVALID', 'the value is not UTF-8');
  let json: unknown;
  try {
    json = JSON.parse(value.toString());
  } catch {
    return dead('SCHEMA_INVALID', 'the value is not JSON');
  }
  const parsed = definition.schema.safeParse(json);
  if (!parsed.success) {
    const fields = parsed.error.issues.map((issue) => `${issue.path.join('.') || '(root)'} ${issue.code}`);
    return dead('SCHEMA_INVALID', fields.slice(0, 10).join('; '));
  }
  const data = parsed.data as { subscriber?: string; sender?: string };
  const key = record.key?.toString() ?? '';
  // Both go into spans and onwards, so they are what they must be or are made anew: never a number or a text.
  const conversationId = header(record, headers.conversationId) ?? '';
  const traceparent = header(record, headers.traceparent);
  if (definition.key === 'subscriber' && key !== data.subscriber) {
    return dead('SCHEMA_INVALID', 'the record key must be the subscriber, or order cannot be kept');
  }
  return {
    ok: true,
    envelope: {
      id: id.toLowerCase(),
      type,
      source: header(record, headers.source) ?? 'unknown',
      time: Date.parse(header(record, headers.time) ?? '') || record.timestamp,
      key,
      conversationId: CONVERSATION_ID.test(conversationId)
        ? conversationId
        : conversations.of(data.subscriber ?? key, data.sender ?? ''),
      traceparent: parseTraceparent(traceparent) ? traceparent! : unsampledTraceparent(id),
      data: parsed.data as T,
      origin: {
        topic: record.topic,
        partition: record.partition,
        offset: record.offset,
        timestamp: record.timestamp,
      },
    },
  };
}

function dead(
  reason: DeadLetterReason,
  detail: string,
): { ok: false; reason: DeadLetterReason; detail: string } {
  return { ok: false, reason, detail };
}

function header(record: IncomingRecord, name: string): string | undefined {
  const value = record.headers[name];
  const first = Array.isArray(value) ? value[0] : value;
  return first === undefined ? undefined : first.toString();
}
