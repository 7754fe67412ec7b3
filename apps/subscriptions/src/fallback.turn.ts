import { mtRequested, type IntentResolved } from '@parley/contracts';
import { effect, type Decision } from '@parley/messaging';
import type { StoredConsents } from './consent.store.js';
import { mayFallBack } from './domain/fallback.rule.js';
import type { SaidFallback } from './fallback.store.js';

/** What a turn knows of a subscriber. */
export interface Known {
  readonly consents?: StoredConsents | undefined;
  /** Whether this batch changed the consents. */
  readonly moved?: boolean | undefined;
  /** When fallback texts were said, by sender; empty where none was. */
  readonly said?: readonly SaidFallback[] | undefined;
}

/** No program waited for this answer: the router's own words for what nobody understood, once in 24 h. */
export function fallbackTurn(
  known: Known | undefined,
  { subscriber, sender, moId, receivedAt, number, fallback = '' }: IntentResolved,
  nowMs: number,
): Decision<Known, SaidFallback> {
  const others = known?.said ?? [];
  const last = others.find((each) => each.sender === sender);
  if (!mayFallBack(last?.saidAt, nowMs)) {
    return { effects: [], attributes: { 'parley.unanswered': 'FALLBACK_LIMIT' } };
  }
  const said = { subscriber, sender, saidAt: nowMs };
  const reply = { subscriber, sender, text: fallback, inReplyTo: moId, moReceivedAt: receivedAt } as const;
  const from = number === undefined ? {} : { from: number };
  const data = { ...reply, ...from, lane: 'reply', purpose: 'information', onUnknown: 'park' } as const;
  return {
    state: { ...known, said: [...others.filter((each) => each !== last), said] },
    records: [said],
    effects: [effect(mtRequested, 'fallback', data)],
  };
}
