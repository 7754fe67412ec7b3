import type { ProgramConfigured, SenderConfigured } from '@parley/contracts';

/** What somebody wants to send. Instants are ISO 8601. */
export interface CampaignDraft {
  readonly campaign: string;
  readonly sender: string;
  readonly program: string;
  readonly text: string;
  /** A list as it was pasted; everybody who is in the program when absent. */
  readonly numbers?: string | undefined;
  readonly sendAfter?: string | undefined;
  readonly expiresAt?: string | undefined;
}

/** What is known around a draft. */
export interface DraftFacts {
  readonly nowMs: number;
  readonly sender: SenderConfigured | undefined;
  readonly program: ProgramConfigured | undefined;
  /** Whether a campaign of this name was given before. */
  readonly taken: boolean;
  /** Whom it would reach. */
  readonly people: number;
  readonly listed: number | undefined;
  readonly segments: number;
}

export interface Finding {
  /** An error forbids the start; a warning is for the person to weigh. */
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly message: string;
}

/** As `campaign.requested` takes them. */
const NAME = /^[a-z0-9][a-z0-9-]{0,62}$/;
const LONGEST_TEXT = 1600;
export const LONGEST_LIST = 10_000;

const error = (code: string, message: string): Finding => ({ severity: 'error', code, message });

export const nameTaken = error('NAME_TAKEN', 'There is a campaign of this name; give this one another.');

/** All that speaks against a campaign, the errors first. */
export function findingsOf(draft: CampaignDraft, facts: DraftFacts): Finding[] {
  const found = [...nameFindings(draft, facts), ...textFindings(draft, facts), ...timeFindings(draft, facts)];
  const { people, listed, program } = facts;
  if (listed !== undefined && listed > LONGEST_LIST) {
    found.push(
      error('LIST_TOO_LONG', `A list has at most ${LONGEST_LIST} numbers; split it into campaigns.`),
    );
  } else if (program !== undefined && people === 0) {
    found.push(error('NOBODY', 'Nobody whom it means is in the program; nobody would get it.'));
  }
  return found.toSorted((a, b) => (a.severity === b.severity ? 0 : a.severity === 'error' ? -1 : 1));
}

function nameFindings({ campaign, sender: address }: CampaignDraft, facts: DraftFacts): Finding[] {
  const { sender, program, taken } = facts;
  const found: Finding[] = [];
  if (!NAME.test(campaign))
    found.push(error('NAME_INVALID', 'Name it by lower-case letters, digits and hyphens, 63 at most.'));
  if (taken) found.push(nameTaken);
  if (sender === undefined) found.push(error('SENDER_UNKNOWN', 'Choose a sender that parley.yaml declares.'));
  if (sender !== undefined && program?.sender !== address)
    found.push(error('PROGRAM_UNKNOWN', 'Choose a program of this sender.'));
  return found;
}

function textFindings({ text }: CampaignDraft, { sender, program, segments }: DraftFacts): Finding[] {
  const found: Finding[] = [];
  const most = program?.maxSegments ?? sender?.maxSegments ?? Infinity;
  if (text.trim() === '') return [error('TEXT_MISSING', 'Write the text that everybody gets.')];
  if (text.length > LONGEST_TEXT)
    found.push(error('TEXT_TOO_LONG', `A text has at most ${LONGEST_TEXT} characters; shorten it.`));
  if (segments > most)
    found.push(
      error('TOO_LONG', `It takes ${segments} segments, and at most ${most} are allowed; shorten it.`),
    );
  if (/\{\{|\{%/.test(text))
    found.push(
      warning('BRACES_STAY', 'A campaign is one text for all: nothing is put in for what stands in braces.'),
    );
  if (!/\bstop\b/i.test(text))
    found.push(warning('STOP_NOT_SAID', 'It does not say how to end it, such as “Reply STOP to end”.'));
  return found;
}

function timeFindings({ sendAfter, expiresAt }: CampaignDraft, { nowMs }: DraftFacts): Finding[] {
  const begins = sendAfter === undefined ? nowMs : Math.max(nowMs, Date.parse(sendAfter));
  if (expiresAt !== undefined && Date.parse(expiresAt) <= begins)
    return [error('EXPIRES_TOO_SOON', 'It would end before it begins; let it end later, or never.')];
  if (sendAfter !== undefined && Date.parse(sendAfter) < nowMs)
    return [warning('BEGINS_AT_ONCE', 'The time at which it shall begin is over: it begins at once.')];
  return [];
}

const warning = (code: string, message: string): Finding => ({ severity: 'warning', code, message });
