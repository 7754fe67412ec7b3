import { wasTaken, type LedgerEntry, type MoSent, type MtReceived } from './ledger.entries.js';

/** One second in the ledger's unit, microseconds. */
const second = 1_000_000;

/** What the judge holds against Parley, with the entries that prove it. */
export interface Finding {
  readonly what: string;
  readonly entries: readonly LedgerEntry[];
}

/**
 * I5: the most segments of a sender that arrived within any sliding second (half-open, so that a text every
 * 1/n s counts n). Every request counts, also those that were throttled: they were sent.
 */
export function maxSegmentsInSlidingSecond(entries: Iterable<LedgerEntry>, sender: string): number {
  const arrived = mtsOf(entries).filter((mt) => mt.from === sender);
  arrived.sort(byTime);
  let most = 0;
  let within = 0;
  let oldest = 0;
  for (const mt of arrived) {
    within += mt.segments;
    for (
      let first = arrived[oldest];
      first !== undefined && first.at <= mt.at - second;
      first = arrived[oldest]
    ) {
      within -= first.segments;
      oldest++;
    }
    most = Math.max(most, within);
  }
  return most;
}

/**
 * I3: texts that were taken twice. Either the same reference came twice, or one phone got the same text from one
 * sender more often than it had texted that sender. Conversations in which the phone never texted are judged by
 * reference alone, and all of them where `byText` is false (texts that repeat by right, as campaigns' may).
 */
export function duplicates(entries: Iterable<LedgerEntry>, { byText = true } = {}): Finding[] {
  const all = [...entries];
  const asked = countBy(
    all.filter((entry) => entry.kind === 'mo.sent'),
    (mo) => conversation(mo.from, mo.to),
  );
  const findings: Finding[] = [];
  const byReference = new Map<string, MtReceived>();
  const sameTexts = new Map<string, MtReceived[]>();
  for (const mt of mtsOf(all).filter(wasTaken)) {
    const before = mt.reference === undefined ? undefined : byReference.get(mt.reference);
    if (before !== undefined) findings.push({ what: 'the same MT was sent twice', entries: [before, mt] });
    else if (mt.reference !== undefined) byReference.set(mt.reference, mt);
    const key = conversation(mt.to, mt.from);
    const same = gather(sameTexts, `${key} ${mt.text}`, mt);
    const questions = asked.get(key);
    if (byText && before === undefined && questions !== undefined && same.length > questions) {
      findings.push({
        what: `one text ${same.length} times for ${questions} of the phone's`,
        entries: same.slice(),
      });
    }
  }
  return findings;
}

/**
 * I1: acknowledged MO that no MT answered. In each conversation every acknowledged MO takes the earliest MT that
 * arrived after it was sent and that no other took. `expectsReply` leaves out texts that are rightly not answered.
 */
export function lostMos(
  entries: Iterable<LedgerEntry>,
  expectsReply: (mo: MoSent) => boolean = () => true,
): MoSent[] {
  const acked = new Set<string>();
  const mos: MoSent[] = [];
  const answers = new Map<string, MtReceived[]>();
  for (const entry of entries) {
    if (entry.kind === 'mo.acked') acked.add(entry.id);
    else if (entry.kind === 'mo.sent' && expectsReply(entry)) mos.push(entry);
    else if (entry.kind === 'mt.received' && wasTaken(entry) && (entry.part?.number ?? 1) === 1) {
      gather(answers, conversation(entry.to, entry.from), entry);
    }
  }
  for (const list of answers.values()) list.sort(byTime);
  const used = new Map<string, number>();
  return mos
    .filter((mo) => acked.has(mo.id))
    .sort(byTime)
    .filter((mo) => {
      const key = conversation(mo.from, mo.to);
      const list = answers.get(key) ?? [];
      let next = used.get(key) ?? 0;
      while (next < list.length && (list[next]?.at ?? 0) < mo.at) next++;
      used.set(key, next + 1);
      return next >= list.length;
    });
}

/**
 * I4: texts to one phone that arrived out of order. `sequenceOf` says where a text belongs within its sender and
 * phone; undefined leaves it out. The finding holds the later text that came first, and the earlier one.
 */
export function orderViolations(
  entries: Iterable<LedgerEntry>,
  sequenceOf: (mt: MtReceived) => number | undefined,
): Finding[] {
  const highest = new Map<string, { sequence: number; mt: MtReceived }>();
  const findings: Finding[] = [];
  for (const mt of mtsOf(entries).filter(wasTaken).sort(byTime)) {
    const sequence = sequenceOf(mt);
    if (sequence === undefined) continue;
    const key = conversation(mt.to, mt.from);
    const before = highest.get(key);
    if (before !== undefined && sequence < before.sequence) {
      findings.push({
        what: `text ${sequence} came after text ${before.sequence}`,
        entries: [before.mt, mt],
      });
    } else highest.set(key, { sequence, mt });
  }
  return findings;
}

/** How to tell an opt-out's confirmation, and the text that opts in again. */
export interface OptOutWords {
  isConfirmation(mt: MtReceived): boolean;
  isOptIn(mo: MoSent): boolean;
  /** Texts that may come in spite of the opt-out: the answer to HELP, a confirmation asked for once more. */
  isAllowed?(mt: MtReceived): boolean;
}

/**
 * I2: texts that reached a phone after the confirmation of its opt-out and before it opted in again with the same
 * sender. Requests that were throttled count too: their sending had begun.
 */
export function afterOptOut(entries: Iterable<LedgerEntry>, words: OptOutWords): Finding[] {
  const confirmed = new Map<string, MtReceived>();
  const findings: Finding[] = [];
  const events = [...entries].filter((entry): entry is MoSent | MtReceived => {
    return entry.kind === 'mo.sent' || entry.kind === 'mt.received';
  });
  for (const entry of events.sort(byTime)) {
    if (entry.kind === 'mo.sent') {
      if (words.isOptIn(entry)) confirmed.delete(conversation(entry.from, entry.to));
      continue;
    }
    const key = conversation(entry.to, entry.from);
    const confirmation = confirmed.get(key);
    if (confirmation !== undefined) {
      if (words.isAllowed?.(entry)) continue;
      findings.push({ what: 'a text after the opt-out was confirmed', entries: [confirmation, entry] });
    } else if (wasTaken(entry) && words.isConfirmation(entry)) confirmed.set(key, entry);
  }
  return findings;
}

function mtsOf(entries: Iterable<LedgerEntry>): MtReceived[] {
  const found: MtReceived[] = [];
  for (const entry of entries) if (entry.kind === 'mt.received') found.push(entry);
  return found;
}

function byTime(a: LedgerEntry, b: LedgerEntry): number {
  return a.at - b.at;
}

function conversation(phone: string, sender: string): string {
  return `${phone} ${sender}`;
}

function gather<T>(groups: Map<string, T[]>, key: string, value: T): T[] {
  const group = groups.get(key);
  if (group === undefined) {
    const created = [value];
    groups.set(key, created);
    return created;
  }
  group.push(value);
  return group;
}

function countBy<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(keyOf(value), (counts.get(keyOf(value)) ?? 0) + 1);
  return counts;
}
