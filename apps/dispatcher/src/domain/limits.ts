import type { MtRequested, ProgramConfigured, SenderConfigured } from '@parley/contracts';
import { localTime } from '@parley/sms';
import { isOwed } from './owed.js';

/** How many texts like this one there were lately, it not counted. */
export interface Counted {
  /** Under its program, by the person's calendar day. */
  readonly days?: Readonly<Record<string, number>>;
  /** From the sender to its prefix: within the sender's time, and within 24 hours. */
  readonly prefix?: { readonly within: number; readonly day: number };
  /** The same text, to the same person. */
  readonly repeats?: number;
}

export type LimitCode = 'FREQUENCY_CAPPED' | 'GEO_BLOCKED' | 'VELOCITY_CAPPED' | 'LOOPING';

/** The prefix of a number: its plus sign and its first digits. */
export function prefixOf(e164: string, digits: number): string {
  return e164.slice(0, digits + 1);
}

/** The person's calendar day at a moment; of several zones the first's, and UTC's where none is known. */
export function dayOf(zones: readonly string[], ms: number): string {
  return localTime(zones[0] ?? 'UTC', ms).date;
}

/** Whether a cap counts this text: what a program sends of itself, and no answer to the person's own text. */
export function isCapped(text: MtRequested, program: ProgramConfigured | undefined): boolean {
  return program?.maxPerDay !== undefined && text.purpose === 'information' && text.inReplyTo === undefined;
}

/** The same text to the same person stops here where a sender says nothing else: the router's own figures. */
export const LOOP_GUARD = { times: 20, within: '5 minutes' } as const;

/** How often a text may go to one person, and in what time; undefined where it may go for ever. */
export function loopGuardOf(
  text: Pick<MtRequested, 'purpose'>,
  { loopGuard, loopGuardOff }: Pick<SenderConfigured, 'loopGuard' | 'loopGuardOff'>,
): SenderConfigured['loopGuard'] {
  return loopGuardOff || isOwed(text) ? undefined : (loopGuard ?? LOOP_GUARD);
}

/** Loops concern whatever is sent; countries and prefixes what is no answer of consent. */
export function limitOf(
  text: MtRequested,
  {
    sender,
    ours,
    country,
    counted,
  }: { sender: SenderConfigured; ours: boolean; country?: string; counted: Counted },
): LimitCode | undefined {
  const informs = text.purpose === 'information';
  if (informs && sender.countries && (country === undefined || !sender.countries.includes(country)))
    return 'GEO_BLOCKED';
  const guard = loopGuardOf(text, sender);
  if (guard && (counted.repeats ?? 0) >= guard.times) return 'LOOPING';
  // What our own services answer is bounded by the texts that it answers.
  if (ours || !informs) return undefined;
  const { velocity } = sender;
  const { within, day } = counted.prefix ?? { within: 0, day: 0 };
  if (velocity && (within >= velocity.most || day >= (velocity.mostPerDay ?? Infinity)))
    return 'VELOCITY_CAPPED';
  return undefined;
}
