import {
  afterOptOut,
  duplicates,
  lostMos,
  maxSegmentsInSlidingSecond,
  orderViolations,
  wasTaken,
  type Finding,
  type LedgerEntry,
  type MoSent,
  type MtReceived,
} from '../../../tools/simulator/index.js';
import type { Place } from '../expected.js';
import { CONTRACTS, GOODBYE, HELP } from '../words.js';
import { certainSegmentsInASecond } from './certain-rate.js';
import type { Evidence, Invariant, Verdict, Violation } from './evidence.js';

/** Outcomes that say openly that a text did not reach the person, or that nobody can know. */
const SURFACED = new Set(['unknown', 'refused', 'suppressed', 'rejected', 'expired', 'undelivered']);

/** Holds what happened in a trial against I1 to I5. Pure: the same evidence gives the same verdict. */
export function judgeTrial(evidence: Evidence): Verdict {
  const entries = entriesOf(evidence);
  const acked = new Set(entries.flatMap((entry) => (entry.kind === 'mo.acked' ? [entry.id] : [])));
  const refused = entries.filter((entry) => entry.kind === 'mo.refused').length;
  const arrived = entries.filter((entry) => entry.kind === 'mt.received' && wasTaken(entry)).length;
  const unanswered = unansweredMos(entries, evidence);
  const shown = new Set(surfaced(evidence).flatMap(({ moId }) => (moId === undefined ? [] : [moId])));
  const lost = unanswered.filter((mo) => !shown.has(mo.id));
  const most = mostInASecond(evidence);
  return {
    violations: [
      ...lost.map((mo) => violation('I1', 'an acknowledged MO has no reply and no outcome', [mo])),
      ...lostTexts(entries, evidence),
      ...found('I2', afterOptOut(entries, { isConfirmation, isOptIn: () => false, isAllowed })),
      ...found('I3', duplicates(entries, { byText: false })),
      ...secondCopies(entries),
      ...disorder(entries, evidence),
      ...tooFast(most),
    ],
    acknowledged: acked.size,
    refused,
    arrived,
    repliesSurfaced: unanswered.length - lost.length,
    unknownSurfaced: evidence.outcomes.filter(({ status }) => status === 'unknown').length,
    mostInASecond: most,
  };
}

/** Acknowledged MOs whose very answer did not arrive, also those whose outcome is shown. */
export function unansweredMos(
  entries: readonly LedgerEntry[],
  { expected }: Pick<Evidence, 'expected'>,
): MoSent[] {
  const answers = new Map<string, string>();
  for (const { phone, sender, question, answer } of expected.replies) {
    answers.set(`${phone} ${sender} ${question}`, answer);
  }
  const answerOf = (mo: MoSent): string | undefined => answers.get(`${mo.from} ${mo.to} ${mo.text}`);
  // Answer by answer, so that another question's answer is never taken for this one's.
  return [...new Set(answers.values())].flatMap((answer) => {
    const those = entries.filter((entry) => entry.kind !== 'mt.received' || entry.text === answer);
    return lostMos(those, (mo) => answerOf(mo) === answer);
  });
}

/** Texts that Kafka took from another service: on the phone, or shown with an outcome. */
function lostTexts(entries: readonly LedgerEntry[], evidence: Evidence): Violation[] {
  const arrived = new Set<string | undefined>();
  for (const entry of entries)
    if (entry.kind === 'mt.received' && wasTaken(entry)) arrived.add(entry.reference);
  const shown = new Set(surfaced(evidence).map(({ mtId }) => mtId));
  return evidence.expected.texts
    .filter(({ mtId }) => !arrived.has(mtId) && !shown.has(mtId))
    .map((text) => violation('I1', 'a requested text reached nobody and has no outcome', [text]));
}

/** In a trial every text goes to a phone at most once, so the same one under another reference is a second copy. */
function secondCopies(entries: readonly LedgerEntry[]): Violation[] {
  const copies = new Map<string, Map<string | undefined, MtReceived>>();
  for (const entry of entries) {
    if (entry.kind !== 'mt.received' || !wasTaken(entry)) continue;
    const key = `${entry.to} ${entry.from} ${entry.text}`;
    const known = copies.get(key);
    if (known === undefined) copies.set(key, new Map([[entry.reference, entry]]));
    else known.set(entry.reference, entry);
  }
  return [...copies.values()]
    .filter(({ size }) => size > 1)
    .map((same) => violation('I3', `one text came under ${same.size} references`, [...same.values()]));
}

function disorder(entries: readonly LedgerEntry[], { expected }: Evidence): Violation[] {
  const series = new Map<string, Map<string, number>>();
  const note = (
    phone: string,
    sender: string,
    text: string,
    { series: name, place }: Partial<Place>,
  ): void => {
    if (name === undefined || place === undefined) return;
    const places = series.get(name) ?? new Map<string, number>();
    series.set(name, places.set(`${phone} ${sender} ${text}`, place));
  };
  for (const reply of expected.replies) note(reply.phone, reply.sender, reply.answer, reply);
  for (const text of expected.texts) note(text.phone, text.sender, text.text, text);
  return [...series.values()].flatMap((places) => {
    const placeOf = (mt: MtReceived): number | undefined => places.get(`${mt.to} ${mt.from} ${mt.text}`);
    return found('I4', orderViolations(entries, placeOf));
  });
}

function mostInASecond({ entries, from, to, stalls }: Evidence): Verdict['mostInASecond'] {
  const paced = entries.filter(({ at }) => at >= from && at <= to);
  const most = [...CONTRACTS.keys()].map((sender) => {
    const booked = maxSegmentsInSlidingSecond(paced, sender);
    return [sender, { booked, certain: certainSegmentsInASecond(paced, sender, stalls) }];
  });
  return Object.fromEntries(most) as Verdict['mostInASecond'];
}

function tooFast(most: Verdict['mostInASecond']): Violation[] {
  return [...CONTRACTS].flatMap(([sender, contract]) => {
    const { booked, certain } = most[sender]!;
    if (certain <= contract) return [];
    const what = `${certain} segments within a second, the contract is ${contract}`;
    return [violation('I5', what, [{ sender, contract, certain, booked }])];
  });
}

/** The ledger's entries about this trial's phones. */
function entriesOf({ entries, expected }: Evidence): LedgerEntry[] {
  const mos = new Set<string>();
  return entries.filter((entry) => {
    if (entry.kind === 'mt.received') return expected.phones.has(entry.to);
    if (entry.kind === 'mo.acked' || entry.kind === 'mo.refused') return mos.has(entry.id);
    if (entry.kind !== 'mo.sent' || !expected.phones.has(entry.from)) return false;
    mos.add(entry.id);
    return true;
  });
}

const surfaced = ({ outcomes }: Evidence) => outcomes.filter(({ status }) => SURFACED.has(status));

const isConfirmation = (mt: MtReceived): boolean => mt.text === GOODBYE;
const isAllowed = (mt: MtReceived): boolean => mt.text === HELP;

function found(invariant: Invariant, findings: readonly Finding[]): Violation[] {
  return findings.map(({ what, entries }) => violation(invariant, what, entries));
}

function violation(invariant: Invariant, what: string, proof: readonly unknown[]): Violation {
  return { invariant, what, proof };
}
