import type { Statement } from '@parley/persistence';
import type { StandingState, StoryEntry } from './domain/story-entry.js';

/** What is newest of a conversation. */
export interface Conversation {
  readonly conversationId: string;
  readonly subscriber: string;
  readonly sender: string;
  /** ISO 8601. */
  readonly lastAt: string;
  readonly lastText: string | undefined;
  readonly lastBy: 'person' | 'us' | undefined;
  readonly keyword: string | undefined;
  readonly state: StandingState | undefined;
  readonly caseId: string | undefined;
}

/** What is searched for; what is absent does not matter. */
export interface Search {
  /** Whole numbers, E.164: it is one of them. */
  readonly numbers?: readonly string[] | undefined;
  /** Words that a text of it holds, whole, whatever their case and order. */
  readonly text?: string | undefined;
  readonly keyword?: string | undefined;
  readonly state?: StandingState | undefined;
  readonly sender?: string | undefined;
}

/** The console's own copy of what happened. */
export abstract class StoryStore {
  /** Makes ready to save these. Throws DatabaseError. */
  abstract prepare(entries: readonly StoryEntry[]): Promise<void>;
  /** The statements that keep entries that were made ready, and what they say of their conversations. */
  abstract save(entries: readonly StoryEntry[]): readonly Statement[];
  /** The conversations that fit, the newest first. */
  abstract search(search: Search, most: number): Promise<Conversation[]>;
  abstract conversation(conversationId: string): Promise<Conversation | undefined>;
  /** The newest entries of a conversation, oldest first. */
  abstract entries(conversationId: string, most: number): Promise<StoryEntry[]>;
  /** The conversations that an event, an MT, a trace or a case belongs to. */
  abstract conversationsOf(id: string): Promise<string[]>;
  /** Changes with every entry and every span of the conversation that comes. */
  abstract version(conversationId: string): Promise<string>;
}
