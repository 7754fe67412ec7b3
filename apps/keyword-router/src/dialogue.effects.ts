import {
  consentRequested,
  conversationDue,
  mtRequested,
  preferenceRequested,
  supportCaseClosed,
  supportCaseOpened,
} from '@parley/contracts';
import { effect, type Effect } from '@parley/messaging';
import type { DialogueRecord } from './dialogue.record.js';
import type { Dialogue } from './domain/dialogue/dialogue.js';
import type { DialogueEffect } from './domain/dialogue/dialogue.effect.js';

/** The event that caused a turn, as far as its effects speak of it. */
export interface TurnCause {
  readonly id: string;
  readonly nowMs: number;
  /** The text that is answered. */
  readonly moId?: string | undefined;
  /** When it was received, ISO 8601. */
  readonly moReceivedAt?: string | undefined;
  /** Where the sender is a pool: the number of it that was texted. */
  readonly number?: string | undefined;
  /** Its words, where the event has them. */
  readonly text?: string | undefined;
  readonly lane: 'reply' | 'transactional';
}

/** The event of what a conversation wants done; undefined for what is only kept. `name` is unique in the turn. */
export function eventOf(
  wanted: DialogueEffect,
  { subscriber, sender }: Dialogue,
  { nowMs, moId, moReceivedAt, number, text: words, lane }: TurnCause,
  name: string,
): Effect | undefined {
  const whose = { subscriber, sender };
  const now = new Date(nowMs).toISOString();
  const received = moReceivedAt === undefined ? {} : { moReceivedAt };
  const texted = number === undefined ? {} : { number };
  switch (wanted.kind) {
    case 'text': {
      const { text, program, beforePrompt } = wanted;
      const answers = moId === undefined ? {} : { inReplyTo: moId, ...received };
      const under = program === undefined ? {} : { program };
      const data = {
        ...whose,
        text,
        lane: beforePrompt ? 'compliance' : lane,
        purpose: 'information',
        onUnknown: 'park',
        ...under,
        ...answers,
        ...(number !== undefined && { from: number }),
      } as const;
      return effect(mtRequested, name, data);
    }
    case 'preference': {
      const { preference, value } = wanted;
      return effect(preferenceRequested, name, {
        ...whose,
        preference,
        value,
        source: 'flow',
        requestedAt: now,
      });
    }
    case 'subscribe': {
      const { program, flow, step, flowVersion } = wanted;
      const rule = `flow/${flow}/${step}@${flowVersion}`;
      const said = words === undefined ? {} : { text: words };
      const mo = moId === undefined ? {} : { mo: { moId, ...said, rule, ...texted } };
      const data = { ...whose, program, action: 'opt_in', source: 'api', ...mo, requestedAt: now } as const;
      return effect(consentRequested, name, data);
    }
    case 'coupon': {
      const { run: id, step, pool } = wanted;
      const answers = moId === undefined ? {} : { moId, ...received };
      return effect(conversationDue, name, {
        ...whose,
        about: 'coupon',
        id,
        step,
        pool,
        dueAt: now,
        ...answers,
        ...texted,
      });
    }
    case 'case/opened': {
      const { kind: _kind, id: caseId, ...why } = wanted;
      return effect(supportCaseOpened, name, { caseId, ...whose, ...why, openedAt: now });
    }
    case 'case/closed':
      return effect(supportCaseClosed, name, {
        caseId: wanted.id,
        ...whose,
        reason: wanted.reason,
        closedAt: now,
      });
    case 'case/message':
      return undefined;
  }
}

/** The row of what a conversation wants done, where it has one. */
export function recordOf(
  wanted: DialogueEffect,
  { subscriber, sender }: Dialogue,
  { id: eventId, nowMs: atMs }: TurnCause,
): DialogueRecord | undefined {
  switch (wanted.kind) {
    case 'case/opened': {
      const { id, reason, flow, step } = wanted;
      return { kind: 'opened', id, subscriber, sender, reason, flow, step, atMs };
    }
    case 'case/closed':
      return { kind: 'closed', id: wanted.id, reason: wanted.reason, atMs };
    case 'case/message': {
      const { id: caseId, by, agent, text } = wanted;
      return { kind: 'message', caseId, subscriber, eventId, by, agent, text, atMs };
    }
    default:
      return undefined;
  }
}
