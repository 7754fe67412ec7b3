import type { ConfigSnapshot } from '@parley/config';
import { events } from '@parley/contracts';
import { didYouMean } from '@parley/sms';
import { fieldOf } from './asked-data.js';
import type { WrittenStep } from './conversation-file.schema.js';
import type { ConversationProblem } from './conversation-problem.js';
import type { Expectation, HouseEvent, Step } from './conversation.js';
import { namedText } from './named-text.js';
import { passingTime } from './passing-time.js';
import { shortName } from './short-name.js';

export interface StepPlace {
  readonly line: number;
  /** The conversation's sender; undefined where nobody says which. */
  readonly sender: string | undefined;
  readonly declared: ConfigSnapshot;
}

type Wrong = Pick<ConversationProblem, 'code' | 'message'>;

const ONLY_PHONE = 'phone';
const SOMEBODY = 'another-service';
const EVENT_NAMES: ReadonlySet<string> = new Set(
  events.filter(({ key }) => key === 'subscriber').map(({ type }) => shortName(type)),
);

/** A step with its names resolved, or what is wrong with it. */
export function readStep(written: WrittenStep, { line, sender: usual, declared }: StepPlace): Step | Wrong {
  const { wait, says, asks, phone = ONLY_PHONE } = written;
  if (wait !== undefined) return readWait(written, wait, line);
  if (says !== undefined && asks !== undefined) {
    return { code: 'STEP_UNCLEAR', message: 'A step has "says" or "asks", not both; make two steps of it.' };
  }
  if (asks === undefined && (written.with ?? written.by) !== undefined) {
    return { code: 'STEP_UNCLEAR', message: '"with" and "by" belong to "asks"; say which event is asked.' };
  }
  const sender = written.sender ?? usual;
  if (sender === undefined) {
    return {
      code: 'SENDER_UNCLEAR',
      message: 'parley.yaml has several senders; say which one with "sender".',
    };
  }
  const expects = readExpectation(written, sender, declared);
  if ('code' in expects) return expects;
  const at = { line, phone, sender, expects };
  if (says !== undefined) return { kind: 'says', ...at, text: says };
  if (asks === undefined) return { kind: 'hears', ...at };
  const unknown = unknownEvent(asks) ?? unknownIn(written.with ?? {});
  return (
    unknown ?? { kind: 'asks', ...at, event: asks, by: written.by ?? SOMEBODY, data: written.with ?? {} }
  );
}

function readWait(written: WrittenStep, wait: string, line: number): Step | Wrong {
  const ms = passingTime(wait);
  if (ms === undefined) {
    return { code: 'TIME_INVALID', message: `"${wait}" is no time that passes; write it as in "+ 2 days".` };
  }
  if (Object.keys(written).length > 1) {
    return { code: 'STEP_UNCLEAR', message: 'Time that passes is a step by itself: "- + 2 days".' };
  }
  return { kind: 'wait', line, ms, written: wait };
}

function readExpectation(
  written: WrittenStep,
  sender: string,
  declared: ConfigSnapshot,
): Expectation | Wrong {
  const { hears, silence, refused = [], notTaken, published = [], notPublished = [] } = written;
  if (hears === undefined && silence === undefined && refused.length === 0 && notTaken === undefined) {
    return {
      code: 'NOTHING_EXPECTED',
      message: 'Say what the phone hears: "hears", "silence", "refused" or "notTaken".',
    };
  }
  if (silence && (hears !== undefined || refused.length > 0 || notTaken !== undefined)) {
    return {
      code: 'STEP_UNCLEAR',
      message: '"silence" stands alone: nothing came back and nothing was held back.',
    };
  }
  const texts: string[] = [];
  for (const heard of hears ?? []) {
    if ('text' in heard) texts.push(heard.text);
    else {
      const text = namedText(heard, sender, declared);
      if (text === undefined) {
        const of = heard.of === undefined ? `the sender "${sender}"` : `"${heard.of}"`;
        return {
          code: 'TEXT_UNKNOWN',
          message: `parley.yaml gives ${of} no "${heard.the}"; correct the name or add it.`,
        };
      }
      texts.push(text);
    }
  }
  const wanted = published.map((entry): HouseEvent => {
    const [event, data] = Object.entries(entry)[0]!;
    return { event, data: data ?? {} };
  });
  for (const name of [...wanted.map(({ event }) => event), ...notPublished]) {
    const unknown = unknownEvent(name);
    if (unknown) return unknown;
  }
  return { hears: texts, refused, notTaken, published: wanted, notPublished };
}

/** Fields that another event fills in name one that there is. */
function unknownIn(fields: Readonly<Record<string, unknown>>): Wrong | undefined {
  for (const value of Object.values(fields)) {
    const of = fieldOf(value)?.of;
    const unknown = of === undefined ? undefined : unknownEvent(of);
    if (unknown) return unknown;
  }
  return undefined;
}

function unknownEvent(name: string): Wrong | undefined {
  if (EVENT_NAMES.has(name)) return undefined;
  const names = [...EVENT_NAMES];
  const hint = didYouMean(name, names) || `; there are ${names.join(', ')}.`;
  return { code: 'EVENT_UNKNOWN', message: `No event "${name}" is about a person${hint}` };
}
