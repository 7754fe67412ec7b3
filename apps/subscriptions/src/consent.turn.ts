import { consentChanged, consentState, mtRequested, type MtRequested } from '@parley/contracts';
import { effect, type Decision, type Effect } from '@parley/messaging';
import { GENESIS } from '@parley/persistence';
import type { StoredConsents } from './consent.store.js';
import type { ConsentCommand } from './domain/consent.command.js';
import { apply, decide } from './domain/consent.decide.js';
import type { ConsentContext, ConsentDecision, ConsentReply } from './domain/consent.decision.js';
import type { ConsentEntry } from './domain/consent.entry.js';
import { initialState, type Consents } from './domain/consent.state.js';
import { storableText, type Evidence, type LedgerEntry } from './domain/ledger.entry.js';

/** What the loop keeps of a turn; `refusal` says why something that was asked for did not come about. */
export interface TurnDecision extends Decision<StoredConsents, LedgerEntry> {
  readonly refusal?: ConsentDecision['refusal'];
}

const NEWCOMER: StoredConsents = { consents: initialState, head: GENESIS, revision: 0 };

/** The text from the phone that a turn answers. */
export interface Answers {
  readonly moId?: string | undefined;
  /** When it was received, ISO 8601. */
  readonly receivedAt?: string | undefined;
  /** Where the sender is a pool: the number of it that was texted. */
  readonly number?: string | undefined;
}

/** Nothing changes and nothing is said. */
export const UNTOUCHED: TurnDecision = Object.freeze({ effects: Object.freeze([]) });

/**
 * One command's turn: the domain decides; what it decided becomes ledger rows and events.
 * The text that answers carries the turn's consent changes, so that the dispatcher puts them into force in the
 * transaction that queues it: once a person reads "you are unsubscribed", it is so (I2).
 */
export function takeTurn(
  stored: StoredConsents | undefined,
  command: ConsentCommand,
  context: ConsentContext,
  evidence: Evidence,
  answers: Answers = {},
): TurnDecision {
  const before = stored ?? NEWCOMER;
  const decision = decide(before.consents, command, context);
  const { entries, reply, refusal, keptText } = decision;
  if (refusal !== undefined)
    return { effects: [], refusal, attributes: { 'parley.consent.refusal': refusal } };
  if (entries.length === 0 && reply === undefined) return UNTOUCHED;

  const kept = keptText !== undefined && { text: keptText };
  const after = apply(before.consents, command.sender, decision);
  const effects: Effect[] = [];
  if (entries.length > 0) announce(effects, after, entries, evidence, context.now);
  if (reply !== undefined) {
    const data = textOf(reply, command.sender, entries, evidence.subscriber, answers);
    effects.push(effect(mtRequested, reply.name, data));
  }
  return {
    ...(after !== before.consents && { state: { ...before, consents: after } }),
    records: entries.map((entry) => storable({ ...entry, ...evidence, ...kept })),
    effects,
    attributes: {
      'parley.consent.entries': entries.length,
      'parley.consent.rule': entries.at(-1)?.rule ?? reply?.name ?? '',
    },
  };
}

/** An event per entry, and one snapshot of what follows from them all. */
function announce(
  effects: Effect[],
  after: Consents,
  entries: readonly ConsentEntry[],
  { subscriber, causeId }: Evidence,
  now: number,
): void {
  const changedAt = new Date(now).toISOString();
  for (const { sender, program, from, to, version, rule, source } of entries) {
    const data = { subscriber, sender, program, from, to, version, rule, source, causeId, changedAt };
    effects.push(effect(consentChanged, `consent/${version}`, data));
  }
  const consents = after.standings.map(({ sender, program, state, since }) => ({
    sender,
    program,
    state,
    since: since === now ? changedAt : new Date(since).toISOString(),
  }));
  effects.push(effect(consentState, 'state', { subscriber, version: after.version, consents }));
}

function textOf(
  reply: ConsentReply,
  sender: string,
  entries: readonly ConsentEntry[],
  subscriber: string,
  { moId, receivedAt, number }: Answers,
): MtRequested {
  const { text, lane, purpose, program } = reply;
  return {
    subscriber,
    sender,
    text,
    lane,
    purpose,
    onUnknown: 'park',
    ...(program !== undefined && { program }),
    ...(moId !== undefined && { inReplyTo: moId, moReceivedAt: receivedAt }),
    ...(number !== undefined && { from: number }),
    ...(entries.length > 0 && {
      consent: entries.map((entry) => ({ program: entry.program, state: entry.to, version: entry.version })),
    }),
  };
}

/** Its words as the database can keep them: the hash is made of what is read back. */
function storable(entry: LedgerEntry): LedgerEntry {
  const words: Record<string, string> = {};
  for (const name of [
    'text',
    'matchedRule',
    'disclosure',
    'disclosureVersion',
    'shown',
    'shownVersion',
  ] as const) {
    const said = entry[name];
    if (said !== undefined) words[name] = storableText(said);
  }
  return { ...entry, ...words };
}
