import { didYouMean } from '@parley/sms';
import { carrierFindings } from './carrier-findings.js';
import type { Entries, Entry } from './entries.js';
import { poolFindings } from './pool-findings.js';
import type { WebhookEntry } from './parley-file.schema.js';
import type { Finding, ProblemCode } from './problem.js';
import { webhookFindings } from './webhook-findings.js';

/** Names written twice, and names that nothing in the file (or in Parley) goes by. */
export function referenceFindings(entries: Entries): Finding[] {
  const { names } = entries;
  const ofOne = [...entries.programs, ...entries.keywords, ...entries.flows].map((entry) => ({
    path: [...entry.path, 'sender'],
    value: entry.value.sender,
  }));
  const references = [...ofOne, ...entries.webhooks.flatMap(sendersOf)];
  return [
    ...repeated(names.senders, 'SENDER_DUPLICATE', 'sender'),
    ...repeated(names.programs, 'PROGRAM_DUPLICATE', 'program'),
    ...repeated(names.preferences, 'PREFERENCE_DUPLICATE', 'preference'),
    ...repeated(names.flows, 'FLOW_DUPLICATE', 'flow'),
    ...repeated(names.coupons, 'POOL_DUPLICATE', 'pool'),
    ...repeated(names.webhooks, 'WEBHOOK_DUPLICATE', 'webhook'),
    ...entries.flows.flatMap((flow) =>
      repeated(
        flow.value.steps.map(({ step }, index) => ({
          path: [...flow.path, 'steps', index, 'step'],
          value: step,
        })),
        'STEP_DUPLICATE',
        'step',
      ),
    ),
    ...unknown(references, names.senders, 'SENDER_UNKNOWN', 'sender'),
    ...unknown(programReferences(entries), names.programs, 'PROGRAM_UNKNOWN', 'program'),
    ...programsOfOtherSenders(entries),
    ...carrierFindings(entries),
    ...poolFindings(entries),
    ...webhookFindings(entries),
  ];
}

function sendersOf({ path, value: { senders = [] } }: Entry<WebhookEntry>): Entry<string>[] {
  return senders.map((value, index) => ({ path: [...path, 'senders', index], value }));
}

function programReferences(entries: Entries): Entry<string>[] {
  return entries.keywords.flatMap(({ path, value }) =>
    (['subscribe', 'unsubscribe'] as const).flatMap((field) => {
      const program = value[field];
      return program === undefined ? [] : [{ path: [...path, field], value: program }];
    }),
  );
}

function repeated(names: readonly Entry<string>[], code: ProblemCode, noun: string): Finding[] {
  const seen = new Set<string>();
  return names.flatMap(({ path, value }) => {
    if (!seen.has(value)) {
      seen.add(value);
      return [];
    }
    const message = `The ${noun} "${value}" is declared twice; keep one of them.`;
    return [{ path, on: 'value', code, message }];
  });
}

/** References to what is declared nowhere. */
export function unknown(
  references: readonly Entry<string>[],
  declared: readonly Entry<string>[],
  code: ProblemCode,
  noun: string,
): Finding[] {
  const names = new Set(declared.map(({ value }) => value));
  return references
    .filter(({ value }) => !names.has(value))
    .map(({ path, value }) => ({
      path,
      on: 'value',
      code,
      message: `No ${noun} "${value}" is declared${didYouMean(value, names) || `; add it to "${noun}s" or correct the name.`}`,
    }));
}

/** A consent belongs to its program's sender: joining by another number would answer from a stranger. */
function programsOfOtherSenders(entries: Entries): Finding[] {
  const declared = new Set(entries.names.senders.map(({ value }) => value));
  const senderOf = new Map(
    entries.programs
      .filter(({ value }) => declared.has(value.sender))
      .map(({ value }) => [value.program, value.sender]),
  );
  return programReferences(entries).flatMap(({ path, value }) => {
    const keyword = entries.keywords.find((entry) => entry.path[1] === path[1])?.value;
    const sender = senderOf.get(value);
    if (keyword === undefined || sender === undefined || sender === keyword.sender) return [];
    const message = `The program "${value}" belongs to the sender "${sender}", and this keyword to "${keyword.sender}"; use one sender for both.`;
    return [{ path, on: 'value', code: 'PROGRAM_OF_OTHER_SENDER', message }];
  });
}
