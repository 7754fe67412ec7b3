import { headers, type EventDefinition } from '@parley/contracts';
import type { OutgoingRecord } from './record.js';

/** The CloudEvents attributes of an event about to be published. */
export interface EventAttributes {
  id: string;
  source: string;
  /** ms since the epoch. */
  timeMs: number;
  key: string;
  conversationId: string;
  traceparent: string;
}

/** Thrown when our own data does not fit our own contract: a bug, caught before it leaves. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
  readonly code = 'CONTRACT_BROKEN';
}

/**
 * Encodes an event in CloudEvents 1.0 binary mode (Kafka protocol binding), its data checked by the schema.
 * Throws ContractError naming the fields, never their values.
 */
export function encodeEvent(
  definition: EventDefinition,
  data: unknown,
  attributes: EventAttributes,
): OutgoingRecord {
  const checked = definition.schema.safeParse(data);
  if (!checked.success) {
    const fields = checked.error.issues.map((issue) => issue.path.join('.') || '(root)').join(', ');
    throw new ContractError(`${definition.type} does not fit its schema at ${fields}`);
  }
  return {
    topic: definition.topic,
    key: attributes.key,
    value: JSON.stringify(checked.data),
    headers: {
      [headers.specVersion]: '1.0',
      [headers.id]: attributes.id,
      [headers.source]: attributes.source,
      [headers.type]: definition.type,
      [headers.time]: new Date(attributes.timeMs).toISOString(),
      [headers.conversationId]: attributes.conversationId,
      [headers.contentType]: 'application/json',
      [headers.traceparent]: attributes.traceparent,
    },
  };
}
