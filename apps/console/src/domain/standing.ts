import type { StandingState, StoryEntry } from './story-entry.js';

/** What one entry says of its conversation as a whole; what it does not speak of is absent. */
export interface Standing {
  readonly conversationId: string;
  readonly subscriber: string;
  readonly sender: string;
  readonly at: string;
  readonly text?: { readonly by: 'person' | 'us'; readonly words: string };
  readonly keyword?: string;
  readonly state?: StandingState;
  /** The case that people have, or null once they gave it back. */
  readonly caseId?: string | null;
}

/** MT statuses after which nobody can say that the person was answered. */
const FAILED: ReadonlySet<unknown> = new Set(['refused', 'suppressed', 'expired', 'rejected', 'undelivered']);
const REACHED: ReadonlySet<unknown> = new Set(['submitted', 'sent', 'delivered']);

/** What an entry changes in how its conversation stands; undefined where it belongs to none for certain. */
export function standingOf(entry: StoryEntry): Standing | undefined {
  const { conversationId, subscriber, sender, at, data } = entry;
  if (sender === undefined) return undefined;
  return { conversationId, subscriber, sender, at, ...saidBy(entry, data) };
}

function saidBy({ kind, text }: StoryEntry, data: StoryEntry['data']): Partial<Standing> {
  switch (kind) {
    case 'mo':
      return { text: { by: 'person', words: text ?? '' }, state: 'waiting' };
    case 'mt':
      return { text: { by: 'us', words: text ?? '' } };
    case 'decision':
      return typeof data['keyword'] === 'string' ? { keyword: data['keyword'] } : {};
    case 'status':
      return stateAfter(data['status']);
    case 'case':
      return { caseId: data['open'] === true ? (data['caseId'] as string) : null };
    case 'consent':
    case 'receipt':
    case 'erased':
      return {};
  }
}

function stateAfter(status: unknown): Partial<Standing> {
  if (FAILED.has(status)) return { state: 'refused' };
  if (REACHED.has(status)) return { state: 'answered' };
  return status === 'unknown' ? { state: 'unknown' } : {};
}
