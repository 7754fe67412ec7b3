import type { EventDefinition } from '@parley/contracts';
import { encodeEvent, type EventAttributes } from './encode.js';
import type { IncomingRecord, OutgoingRecord } from './record.js';

/** A published record as Kafka gives it back: bytes, at a place of its own. */
export function asReceived(record: OutgoingRecord, place: Partial<IncomingRecord> = {}): IncomingRecord {
  return {
    topic: record.topic,
    partition: 0,
    offset: '0',
    timestamp: 1_763_640_000_000,
    key: Buffer.from(record.key),
    value: Buffer.from(record.value),
    headers: Object.fromEntries(
      Object.entries(record.headers).map(([name, text]) => [name, Buffer.from(text)]),
    ),
    ...place,
  };
}

/** An event's example as it comes from Kafka, with whatever is told otherwise. */
export function receivedExample(
  definition: EventDefinition,
  changed: { data?: unknown; attributes?: Partial<EventAttributes>; place?: Partial<IncomingRecord> } = {},
): IncomingRecord {
  const { subscriber } = definition.example as { subscriber?: string };
  const record = encodeEvent(definition, changed.data ?? definition.example, {
    id: '0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20',
    source: 'parley/spec',
    timeMs: 1_763_640_000_123,
    key: subscriber ?? 'name',
    conversationId: '0123456789abcdef0123456789abcdef',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    ...changed.attributes,
  });
  return asReceived(record, changed.place);
}
