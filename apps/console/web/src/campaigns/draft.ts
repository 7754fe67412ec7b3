import { countSegments, smartEncoding } from '@parley/sms';
import type { ProgramView } from '../../../src/programs.controller.js';

/** What the form of a new campaign holds; times as the browser's own fields write them, by the clock of whoever writes. */
export interface Draft {
  readonly sender: string;
  readonly program: string;
  readonly campaign: string;
  readonly text: string;
  readonly to: 'all' | 'list';
  readonly numbers: string;
  /** `2026-11-27T09:00`; empty: at once. */
  readonly sendAfter: string;
  /** Empty: never. */
  readonly expiresAt: string;
}

export const NOTHING: Draft = {
  ...{
    sender: '',
    program: '',
    campaign: '',
    text: '',
    to: 'all',
    numbers: '',
    sendAfter: '',
    expiresAt: '',
  },
};

/** The draft as the back end takes it: instants in UTC, and nothing that is empty. */
export function bodyOf({
  sender,
  program,
  campaign,
  text,
  to,
  numbers,
  sendAfter,
  expiresAt,
}: Draft): object {
  return {
    ...{ sender, program, campaign: campaign.trim(), text },
    ...(to === 'list' && { numbers }),
    ...(sendAfter !== '' && { sendAfter: new Date(sendAfter).toISOString() }),
    ...(expiresAt !== '' && { expiresAt: new Date(expiresAt).toISOString() }),
  };
}

export interface Cost {
  readonly people: number;
  readonly segments: number;
  /** At the sender's contract, ms. */
  readonly lasts: number;
}

/** What the text costs everybody who is in the program: segments for each, and how long the contract takes for all. */
export function costOf(text: string, program: ProgramView): Cost {
  const sent = program.smartEncoding ? smartEncoding(text).text : text;
  const segments = program.members * countSegments(sent).segments;
  return { people: program.members, segments, lasts: (segments / program.segmentsPerSecond) * 1000 };
}

/** A name made of what people call it: `Autumn wool, 2nd` → `autumn-wool-2nd`. */
export function slugOf(written: string): string {
  return written
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, 63);
}
