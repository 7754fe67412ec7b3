import type { Effect } from '../decision.js';
import type { Envelope } from '../envelope.js';
import { encodeEvent } from '../wire/encode.js';
import { eventIdFrom } from '../wire/event-id.js';
import type { OutgoingRecord } from '../wire/record.js';
import type { Sends } from './send-spans.js';

/**
 * Turns an effect into the record to publish: deterministic id, trace context, data checked by the schema.
 * Throws ContractError when the data does not fit.
 */
export function seal(
  effect: Effect,
  cause: Pick<Envelope, 'id' | 'key' | 'conversationId' | 'traceparent'>,
  source: string,
  nowMs: number,
  spans: Sends | undefined,
): OutgoingRecord {
  const id = eventIdFrom(cause.id, effect.name);
  return encodeEvent(effect.event, effect.data, {
    id,
    source: `parley/${source}`,
    timeMs: nowMs,
    key: effect.key ?? cause.key,
    conversationId: effect.conversationId ?? cause.conversationId,
    traceparent: spans?.send(effect.event.topic, id) ?? cause.traceparent,
  });
}
