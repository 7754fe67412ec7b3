import type { EventDefinition } from '@parley/contracts';
import type { Batch, Decision, Envelope, Steps } from '@parley/messaging';

/** An event that has come: what, under which id, and when, in ms since the epoch. */
export interface Arrival {
  readonly event: EventDefinition;
  readonly id: string;
  readonly key: string;
  readonly nowMs: number;
}

/** A batch of one event, which is loaded, decided and saved as the loop does it; `decided` gets what came of it. */
export function batchOfOne(
  { event, id, key, nowMs }: Arrival,
  data: unknown,
  decided: (decision: Decision<unknown, unknown>) => void,
): Batch<never> {
  const envelope: Envelope = {
    id,
    type: event.type,
    source: 'spec',
    time: nowMs,
    key,
    conversationId: 'opaque',
    traceparent: `00-${id.replaceAll('-', '')}-0000000000000001-00`,
    data,
    origin: { topic: event.topic, partition: 0, offset: '0', timestamp: nowMs },
  };
  const batch = {
    events: [envelope],
    run: async (steps: Steps<unknown, unknown, unknown>) => {
      const of = steps.keyOf?.(envelope) ?? envelope.key;
      const known = await steps.load([of], [envelope]);
      const decision = steps.decide(known.get(of), envelope, nowMs);
      decided(decision);
      const changed = new Map(decision.state === undefined ? [] : [[of, decision.state]]);
      await steps.prepare?.(decision.records ?? []);
      steps.save(changed, decision.records ?? []);
    },
  };
  return batch as unknown as Batch<never>;
}
