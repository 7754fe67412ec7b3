import type { ConsentSource, ProgramConfigured, SenderConfigured } from '@parley/contracts';
import type { ConsentCommand } from './consent.command.js';
import { apply, decide } from './consent.decide.js';
import { NOTHING, type ConsentDecision } from './consent.decision.js';
import { initialState, type Consents } from './consent.state.js';
import type { Words } from './words.js';

/*
 * Stories for the specs: what a person says to a sender, as text.
 *   'JOIN club, YES, +30d, STOP, web_form: JOIN news'
 * JOIN, YES, STOP take a program where they mean one; `+30d` lets days pass; a source before a colon says that
 * the word came from elsewhere than the phone, with the words of a form, or without any (BARE); SAYS is followed by words that nothing else understood.
 */

const DAY = 24 * 60 * 60 * 1000;
/** 2026-11-20T15:00:00Z, when stories begin. */
export const BEGIN = 1_795_186_800_000;

export const sender: SenderConfigured = {
  sender: '12345',
  revision: '1',
  carrier: 'simulator',
  tenant: 'default',
  brand: 'Warm Sweaters',
  country: 'US',
  segmentsPerSecond: 100,
  helpText: 'help',
};

/** A double opt-in program. */
export const club: ProgramConfigured = {
  program: 'club',
  revision: '1',
  sender: sender.sender,
  name: 'Sweater Club',
  optIn: 'double',
  confirmWords: ['yes', 'y'],
  confirmWithinDays: 30,
  promptText: 'club: prompt',
  welcomeText: 'club: welcome',
  goodbyeText: 'club: goodbye',
};

/** Another. */
export const sale: ProgramConfigured = {
  ...club,
  program: 'sale',
  promptText: 'sale: prompt',
  welcomeText: 'sale: welcome',
  goodbyeText: 'sale: goodbye',
};

/** A single opt-in program. */
export const news: ProgramConfigured = {
  ...club,
  program: 'news',
  optIn: 'single',
  promptText: 'news: prompt',
  welcomeText: 'news: welcome',
  goodbyeText: 'news: goodbye',
};

export interface Setting {
  readonly programs?: readonly ProgramConfigured[];
  readonly sender?: SenderConfigured | undefined;
}

/** One that asks for the birth date. */
export const wine: ProgramConfigured = {
  ...club,
  program: 'wine',
  promptText: 'wine: prompt',
  welcomeText: 'wine: welcome',
  goodbyeText: 'wine: goodbye',
  ageGate: { minimumAge: 21, refusedText: 'wine: refused' },
};

/** What the forms and lists of stories said. */
export const FORM: Words = { text: 'I want texts.', version: '2026-11' };

/** How a story ended: the state, and what came of its last word. */
export interface Ending {
  readonly consents: Consents;
  readonly decision: ConsentDecision;
  /** The last word's entries, each as `program: from→to rule`. */
  readonly written: readonly string[];
  /** The text that answered the last word. */
  readonly heard: string | undefined;
}

export function tell(story: string, setting: Setting = {}): Ending {
  const context = { sender, programs: [club, news, sale], ...setting };
  let consents: Consents = initialState;
  let decision: ConsentDecision = NOTHING;
  let now = BEGIN;
  for (const said of story.split(',').map((part) => part.trim())) {
    if (said.startsWith('+')) {
      now += Number.parseFloat(said) * DAY;
      continue;
    }
    const command = commandOf(said);
    decision = decide(consents, command, { ...context, now });
    consents = apply(consents, command.sender, decision);
  }
  const written = decision.entries.map(({ program, from, to, rule }) => `${program}: ${from}→${to} ${rule}`);
  return { consents, decision, written, heard: decision.reply?.text };
}

function commandOf(said: string): ConsentCommand {
  const [words, origin] = said.split(': ').reverse();
  const [word, program, bare] = words!.split(' ');
  const common = { sender: sender.sender, program, source: (origin ?? 'keyword') as ConsentSource };
  if (word === 'JOIN') {
    const disclosure = origin === undefined || bare === 'BARE' ? undefined : FORM;
    return { kind: 'subscribe', ...common, disclosure };
  }
  if (word === 'YES') return { kind: 'confirm', ...common };
  if (word === 'SAYS') {
    const text = words!.slice('SAYS '.length);
    return { kind: 'answer', sender: sender.sender, text, source: 'keyword' };
  }
  if (word === 'START') return { kind: 'opt_in', ...common };
  return { kind: 'opt_out', ...common };
}
