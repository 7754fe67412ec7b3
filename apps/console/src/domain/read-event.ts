import type {
  ConsentChanged,
  IntentResolved,
  MoReceived,
  MtRequested,
  MtStatus,
  ReceiptReceived,
  SupportCaseClosed,
  SupportCaseOpened,
} from '@parley/contracts';
import type { StoryEntry } from './story-entry.js';

/** What is an entry's own; the rest is on every event's envelope. */
export type Reading = Pick<StoryEntry, 'kind' | 'at' | 'mtId' | 'text' | 'data'> & {
  sender: string | undefined;
};

/** An event's id and when it was made, ms. */
export interface Head {
  readonly id: string;
  readonly time: number;
}

const iso = (ms: number): string => new Date(ms).toISOString();

export function readMo(_: Head, { sender, text, receivedAt, ...rest }: MoReceived): Reading {
  const { carrier, segments, encoding, partial, media } = rest;
  return {
    kind: 'mo',
    sender,
    at: receivedAt,
    mtId: undefined,
    text,
    data: { carrier, segments, encoding, partial, media },
  };
}

/** The text itself stands on its MO. */
export function readDecision({ time }: Head, decision: IntentResolved): Reading {
  const { moId, intent, program, keyword, scope, captured, unanswered, match, sender } = decision;
  const data = { moId, intent, program, keyword, scope, captured, unanswered, match };
  return { kind: 'decision', sender, at: iso(time), mtId: undefined, text: undefined, data };
}

export function readConsent(_: Head, change: ConsentChanged): Reading {
  const { sender, program, from, to, version, rule, source, changedAt } = change;
  const data = { program, from, to, version, rule, source };
  return { kind: 'consent', sender, at: changedAt, mtId: undefined, text: undefined, data };
}

export function readMt({ id, time }: Head, mt: MtRequested): Reading {
  const { sender, text, lane, purpose, program, inReplyTo, campaign, sendAfter } = mt;
  return {
    kind: 'mt',
    sender,
    at: iso(time),
    mtId: id,
    text,
    data: { lane, purpose, program, inReplyTo, campaign, sendAfter },
  };
}

export function readStatus(_: Head, status: MtStatus): Reading {
  const { mtId, sender, at, status: name, final, code, nextAt, lane, carrier, ...rest } = status;
  const { attempt, segments, encoding } = rest;
  const data = { status: name, final, code, nextAt, lane, carrier, attempt, segments, encoding };
  return { kind: 'status', sender, at, mtId, text: undefined, data };
}

export function readReceipt(_: Head, receipt: ReceiptReceived): Reading {
  const { sender, at, mtId, status, code, carrier, carrierCode } = receipt;
  return { kind: 'receipt', sender, at, mtId, text: undefined, data: { status, code, carrier, carrierCode } };
}

export function readCaseOpened(_: Head, opened: SupportCaseOpened): Reading {
  const { caseId, sender, reason, flow, step, openedAt } = opened;
  const data = { caseId, open: true, reason, flow, step };
  return { kind: 'case', sender, at: openedAt, mtId: undefined, text: undefined, data };
}

export function readCaseClosed(_: Head, closed: SupportCaseClosed): Reading {
  const { caseId, sender, reason, closedAt } = closed;
  return {
    kind: 'case',
    sender,
    at: closedAt,
    mtId: undefined,
    text: undefined,
    data: { caseId, open: false, reason },
  };
}
