import type { ReadinessCheck } from '@parley/platform';
import { within } from './deadline.js';
import type { DurablePublisher, KafkaSink } from './durable-publisher.js';
import type { SpoolStore } from './spool.store.js';

const PROBE_MS = 1000;

/**
 * Ready while an MO can be made durable: in the spool, or on Kafka. A broker that is connected and hangs counts as
 * there; carriers then get a 503 that asks them to try again, as they would from no replica at all.
 */
export function durabilityReadiness(
  publisher: DurablePublisher,
  spool: SpoolStore,
  kafka: KafkaSink,
): ReadinessCheck {
  const answers = (work: Promise<unknown>): Promise<boolean> =>
    within(PROBE_MS, work).then(
      () => true,
      () => false,
    );
  return {
    name: 'durability',
    ready: async () => {
      if (await answers(spool.remaining(0, 1))) return true;
      // Behind spooled records nothing can be taken without PostgreSQL: it would overtake them.
      return !(publisher.spooling && publisher.spooledUpTo > 0) && answers(kafka.connect());
    },
  };
}
