import { mtRequested } from '@parley/contracts';
import { externalEventId } from '@parley/messaging';
import { longestOf, traceTrees } from '@parley/traces';
import type { TelemetryStage } from './telemetry-stage.js';

/** One thing that goes wrong, and what has to name it. */
export interface Exercise {
  readonly fault: string;
  /** What the longest line of the trace has to say, beginning with its name. */
  readonly inTrace: RegExp;
  /** What the dashboards' panel shows: it has to grow. */
  readonly service: 'dispatcher' | 'keyword-router';
  readonly metric: RegExp;
  /** Makes it happen to a text; @returns the trace. */
  play(stage: TelemetryStage, number: string): Promise<string>;
}

const SLOW_MS = 2_000;
const text = { to: '12345', text: 'DISCOUNT', debug: true };

export const exercises: readonly Exercise[] = [
  {
    fault: 'a slow carrier',
    inTrace: /^submit simulator/,
    service: 'dispatcher',
    metric: /^sms_submit_duration_sum\{.*outcome="submitted"/,
    play: async (stage, number) => {
      await stage.faults({ delayMs: SLOW_MS });
      return (await stage.phone(number).send(text)).traceId!;
    },
  },
  {
    fault: 'a carrier that slows us down',
    inTrace: /^wait for retry THROTTLED/,
    service: 'dispatcher',
    metric: /^sms_mt_outcomes_total\{.*THROTTLED/,
    play: async (stage, number) => {
      await stage.faults({ throttle: { probability: 1, retryAfterSeconds: 2 } });
      const { traceId } = await stage.phone(number).send(text);
      await stage.until('the text is throttled', async () => {
        const spans = await stage.reader.trace(traceId!);
        return spans.some(({ name }) => name === 'wait for retry');
      });
      await stage.faults({});
      return traceId!;
    },
  },
  {
    fault: 'a consumer that is behind',
    inTrace: /^poll parley\.mo\.received/,
    service: 'keyword-router',
    metric: /^sms_reply_decision_sum/,
    play: async (stage, number) => {
      const router = stage.platform.service('keyword-router');
      await router.kill('SIGKILL');
      const sent = stage.phone(number).send(text);
      await router.restart();
      return (await sent).traceId!;
    },
  },
  {
    fault: 'a record that nobody can read',
    inTrace: /^process parley\.mt\.requested\.v1 SCHEMA_INVALID/,
    service: 'dispatcher',
    metric: /^parley_dead_letters_total\{.*SCHEMA_INVALID/,
    play: async (stage, number) => {
      const traceId = externalEventId('exercise', number).replaceAll('-', '');
      const traceparent = `00-${traceId}-${traceId.slice(16)}-00`;
      const headers = { ce_id: externalEventId('exercise', `${number}/mt`), traceparent };
      await stage.publisher.publish([{ topic: mtRequested.topic, key: number, value: '{', headers }]);
      await stage.until('the record is set aside', async () => {
        return (await stage.reader.trace(traceId)).length > 0;
      });
      return traceId;
    },
  },
];

/** The line of a settled trace that explains it: `name code`. */
export async function causeOf(stage: TelemetryStage, traceId: string): Promise<string> {
  const spans = await stage.reader.settled(traceId, 30_000);
  const { span } = longestOf(traceTrees(spans)[0]!)!;
  const code = span.attributes['parley.code'] ?? span.attributes['error.type'] ?? '';
  return `${span.name} ${code as string}`;
}
