import type { HouseEvent, Turn } from './conversation.js';
import { matches } from './matches.js';
import type { HeardText } from './stage.port.js';

/** What came of a turn. */
export interface Outcome {
  readonly heard: readonly HeardText[];
  readonly published: readonly HouseEvent[];
  readonly notTaken?: string | undefined;
}

/** Statuses of a text that never left. */
const HELD_BACK: ReadonlySet<unknown> = new Set(['refused', 'suppressed', 'expired', 'rejected']);

/** What differs from what was expected, in sentences; none when the turn is right. */
export function judgeTurn({ expects, sender }: Turn, outcome: Outcome): string[] {
  const heard = outcome.heard.filter((text) => text.sender === sender).map(({ text }) => text);
  const others = outcome.heard.filter((text) => text.sender !== sender);
  return [
    ...differing('hears', 'heard', expects.hears, heard),
    ...others.map((text) => `heard ${show([text.text])} from ${text.sender}, which nobody expects`),
    ...differing('should be refused with', 'refused were', expects.refused, codesOf(outcome.published)),
    ...differing('not taken with', 'came', listed(expects.notTaken), listed(outcome.notTaken)),
    ...missing(expects.published, outcome.published),
    ...expects.notPublished
      .filter((name) => outcome.published.some(({ event }) => event === name))
      .map((name) => `published a ${name}, which must not be: ${show(dataOf(name, outcome.published))}`),
  ];
}

/** Whether all that is expected is there; more may still come. */
export function hasAll({ expects, sender }: Turn, outcome: Outcome): boolean {
  const heard = outcome.heard.filter((text) => text.sender === sender).length;
  return (
    heard >= expects.hears.length &&
    codesOf(outcome.published).length >= expects.refused.length &&
    missing(expects.published, outcome.published).length === 0
  );
}

/** Whether the turn asserts that something is not there: then its end has to be known. */
export function assertsAbsence({ expects }: Turn): boolean {
  return expects.notPublished.length > 0 || (expects.hears.length === 0 && expects.notTaken === undefined);
}

/** Codes of the texts that were held back. */
export function codesOf(published: readonly HouseEvent[]): string[] {
  return published
    .filter(({ event, data }) => event === 'mt.status' && HELD_BACK.has(data.status))
    .map(({ data }) => String(data.code));
}

// Events of one kind keep their order; between kinds, topics and services know none.
function missing(expected: readonly HouseEvent[], published: readonly HouseEvent[]): string[] {
  const read = new Map<string, number>();
  return expected.flatMap(({ event, data }) => {
    const from = read.get(event) ?? 0;
    const rest = published.filter((candidate) => candidate.event === event).slice(from);
    const found = rest.findIndex((candidate) => matches(data, candidate.data));
    if (found >= 0) {
      read.set(event, from + found + 1);
      return [];
    }
    return [`should publish ${event} ${show(data)}, and published ${show(dataOf(event, published))}`];
  });
}

function dataOf(name: string, published: readonly HouseEvent[]): unknown[] {
  return published.filter(({ event }) => event === name).map(({ data }) => data);
}

function differing(
  should: string,
  did: string,
  expected: readonly string[],
  actual: readonly string[],
): string[] {
  const same = expected.length === actual.length && expected.every((text, place) => text === actual[place]);
  return same ? [] : [`${should} ${show(expected)}, and ${did} ${show(actual)}`];
}

function listed(value: string | undefined): string[] {
  return value === undefined ? [] : [value];
}

function show(value: unknown): string {
  if (Array.isArray(value) && value.length === 0) return 'nothing';
  return Array.isArray(value)
    ? value.map((entry) => JSON.stringify(entry)).join(' · ')
    : JSON.stringify(value);
}
