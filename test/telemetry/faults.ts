import { headers, mtBulkRequested, mtRequested, type EventDefinition } from '@parley/contracts';
import { encodeEvent, externalEventId } from '@parley/messaging';
import { closeLater } from '@parley/testing';
import { longestOf, traceTrees } from '@parley/traces';
import type { ConsoleLook } from './console-look.js';
import { holdTable } from './held-table.pg.js';
import { sleeper } from './sleeper.js';
import type { TelemetryStage } from './telemetry-stage.js';

/** One thing that goes wrong, and what has to name it. */
export interface Exercise {
  readonly fault: string;
  /** What the longest line of the trace has to say, beginning with its name. */
  readonly inTrace: RegExp;
  /** The panel that shows it, its curve by the legend, and how high that has to be. */
  readonly panel: {
    readonly dashboard: 'overview';
    readonly title: string;
    readonly curve: string;
    readonly above: number;
  };
  /** What the conversation's page says before the turn. */
  readonly inConversation: RegExp;
  /** What another page says while it lasts, where one does. */
  readonly onPage?: (look: ConsoleLook) => Promise<boolean>;
  /** Makes it happen to a text. */
  play(stage: TelemetryStage, number: string): Promise<Played>;
}

export interface Played {
  readonly traceId: string;
  /** Ends the fault, where the text waits for that. */
  readonly end?: () => Promise<void>;
}

const SLOW_MS = 2_000;
const SENDER = '12345';
const text = { to: SENDER, text: 'DISCOUNT', debug: true };

export const exercises: readonly Exercise[] = [
  {
    fault: 'a slow carrier',
    inTrace: /^submit simulator/,
    panel: {
      dashboard: 'overview',
      title: 'The carrier’s answer, p99',
      curve: 'simulator submitted',
      above: 1,
    },
    inConversation: /^Slow because the carrier simulator took \d\.\d s to answer\.$/,
    play: async (stage, number) => {
      await stage.faults({ delayMs: SLOW_MS });
      return { traceId: (await stage.phone(number).send(text)).traceId! };
    },
  },
  {
    fault: 'a carrier that slows us down',
    inTrace: /^wait for retry THROTTLED/,
    panel: { dashboard: 'overview', title: 'Outcomes of attempts', curve: 'retrying THROTTLED', above: 0 },
    inConversation: /^Slow because the carrier slowed us down, THROTTLED: waited \d+\.\d s to try again/,
    onPage: (look) => look.marksThrottlesOf(SENDER),
    play: async (stage, number) => {
      await stage.faults({ throttle: { probability: 1, retryAfterSeconds: 2 } });
      return { traceId: (await stage.phone(number).send(text)).traceId!, end: () => stage.faults({}) };
    },
  },
  {
    fault: 'night where the person is',
    inTrace: /^wait for quiet hours to end QUIET_HOURS/,
    panel: { dashboard: 'overview', title: 'Outcomes of attempts', curve: 'retrying QUIET_HOURS', above: 0 },
    inConversation: /^Slow because it is night where the person is: held for quiet hours until .*:00/,
    play: async (stage) => {
      const subscriber = sleeper(Date.now());
      const phone = stage.phone(subscriber);
      for (const words of ['JOIN', 'YES']) await phone.send({ to: SENDER, text: words });
      await stage.until('they are in the club', async () => {
        return (await phone.receive(5_000)).some(({ text: words }) => words.startsWith('Welcome'));
      });
      const data = { ...mtBulkRequested.example, subscriber, campaign: undefined };
      const traceId = traceOf(subscriber);
      await stage.publisher.publish([
        encodeEvent(mtBulkRequested as EventDefinition, data, {
          ...{ id: externalEventId('exercise', subscriber), source: 'web-shop', timeMs: Date.now() },
          ...{ key: subscriber, conversationId: stage.conversationOf(subscriber, SENDER) },
          traceparent: `00-${traceId}-${traceId.slice(16)}-01`,
        }),
      ]);
      return { traceId };
    },
  },
  {
    fault: 'a consumer that is behind',
    inTrace: /^poll parley\.mo\.received/,
    panel: {
      ...{ dashboard: 'overview', title: 'Consumer lag' },
      ...{ curve: 'keyword-router parley.mo.received.v1', above: 0 },
    },
    inConversation: /^Slow because keyword-router was \d+\.\d s behind on mo\.received\.$/,
    onPage: (look) => look.saysBehind('keyword-router', 'mo.received'),
    play: async (stage, number) => {
      const { databaseUrl } = stage.platform.infrastructure;
      const { isWanted, letGo } = await holdTable(databaseUrl, 'router.conversations');
      closeLater(letGo);
      // The first one is taken, and waits for PostgreSQL; the second one waits behind it.
      await stage.phone(number).send(text);
      await stage.until('the router has the first text', isWanted);
      const { traceId } = await stage.phone(number).send(text);
      return { traceId: traceId!, end: letGo };
    },
  },
  {
    fault: 'a record that nobody can read',
    inTrace: /^process parley\.mt\.requested\.v1 SCHEMA_INVALID/,
    panel: {
      ...{ dashboard: 'overview', title: 'Dead letters' },
      ...{ curve: 'SCHEMA_INVALID parley.mt.requested.v1', above: 0 },
    },
    inConversation:
      /^Set aside: dispatcher cannot read a record of mt\.requested, SCHEMA_INVALID; see Repairs\.$/,
    onPage: (look) => look.countsUnreadable('SCHEMA_INVALID', mtRequested.topic),
    play: async (stage, number) => {
      await stage.phone(number).send(text);
      const traceId = traceOf(number);
      const head = {
        ce_id: externalEventId('exercise', number),
        [headers.conversationId]: stage.conversationOf(number, SENDER),
        [headers.traceparent]: `00-${traceId}-${traceId.slice(16)}-00`,
      };
      await stage.publisher.publish([{ topic: mtRequested.topic, key: number, value: '{', headers: head }]);
      return { traceId };
    },
  },
];

const traceOf = (name: string): string => externalEventId('exercise trace', name).replaceAll('-', '');

/** The line of a settled trace that explains it: `name code`. */
export async function causeOf(stage: TelemetryStage, traceId: string): Promise<string> {
  const [tree] = traceTrees(await stage.reader.settled(traceId, 30_000));
  const longest = tree && longestOf(tree);
  if (longest === undefined) return 'no span';
  const { name, attributes } = longest.span;
  const code = attributes['parley.code'] ?? attributes['error.type'] ?? '';
  return `${name} ${code as string}`;
}
