import type { ConsentStateName } from '@parley/contracts';
import { NO_FLOW, type FlowState, type Told } from '../flow/flow.state.js';

/** A conversation that is a person's: automation is quiet, compliance words excepted. */
export interface SupportCase {
  readonly id: string;
  readonly openedAt: number;
  /** When it is closed unless somebody says something, ms since the epoch. */
  readonly idleAt: number;
}

/** What the router knows of the subscriber from other services' events. */
export interface Known {
  readonly preferences: Told;
  /** By program of the conversation's sender; `*` is everything on it. */
  readonly consents: Readonly<Record<string, ConsentStateName>>;
}

/** What a conversation is in the middle of: a flow, or a case. */
export interface Dialogue {
  readonly subscriber: string;
  readonly sender: string;
  /** As loaded; who saves from an older one decides again. 0: never saved. */
  readonly revision: number;
  readonly flows: FlowState;
  readonly support?: SupportCase | undefined;
  readonly known: Known;
}

export const NOTHING_KNOWN: Known = Object.freeze({ preferences: {}, consents: {} });

export function startDialogue({ subscriber, sender }: { subscriber: string; sender: string }): Dialogue {
  return { subscriber, sender, revision: 0, flows: NO_FLOW, known: NOTHING_KNOWN };
}

/** Whether a text could mean something else here than by the keywords alone. */
export function isActive({ flows, support }: Dialogue): boolean {
  return flows.run !== undefined || flows.line.length > 0 || support !== undefined;
}

/** Whether an opt-in waits for its confirmation, so that YES, or a birth date, is meant for it. */
export function asksForYes({ known: { consents } }: Dialogue): boolean {
  return consents['*'] !== 'out' && Object.values(consents).includes('pending');
}

/** Whether what is known of the subscriber matters to the next text. */
export function isWatched(dialogue: Dialogue): boolean {
  return isActive(dialogue) || asksForYes(dialogue);
}

/** Consent to a program; after a STOP that ends all, to none. */
export function consentOf({ known }: Dialogue, program: string): ConsentStateName {
  return known.consents['*'] === 'out' ? 'out' : (known.consents[program] ?? 'none');
}

/** What a conversation waits for by the clock. */
export interface Due {
  readonly about: 'step' | 'case';
  readonly id: string;
  readonly step?: string | undefined;
  readonly atMs: number;
}

/** Its next time: while a person has it only the case's; a flow's waits until automation may speak again. */
export function dueOf({ flows: { run }, support }: Pick<Dialogue, 'flows' | 'support'>): Due | undefined {
  if (support) return { about: 'case', id: support.id, atMs: support.idleAt };
  if (run?.wakeAt === undefined) return undefined;
  return { about: 'step', id: run.id, step: run.asked.step, atMs: run.wakeAt };
}
