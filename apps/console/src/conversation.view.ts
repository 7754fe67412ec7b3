import { Injectable } from '@nestjs/common';
import { Database, SpanStore, type StoredSpan } from '@parley/persistence';
import type { StoryEntry } from './domain/story-entry.js';
import { StoryStore, type Conversation } from './story.store.js';
import type { Shown } from './viewer.js';

/** The newest entries of a conversation that one answer holds, and the newest traces. */
const MOST_ENTRIES = 500;
const MOST_TRACES = 40;

export interface ConversationPage {
  readonly conversation: Conversation;
  /** Oldest first. */
  readonly entries: readonly StoryEntry[];
  /** Of all its traces that are kept, by start time. */
  readonly spans: readonly StoredSpan[];
}

/** A conversation whole: what happened, and the spans of all its turns. */
@Injectable()
export class ConversationView {
  private readonly spans: SpanStore;

  constructor(
    private readonly story: StoryStore,
    database: Database,
  ) {
    this.spans = new SpanStore(database);
  }

  async of(conversationId: string, shown: Shown): Promise<ConversationPage | undefined> {
    const conversation = await this.story.conversation(conversationId);
    if (conversation === undefined) return undefined;
    const [entries, spans] = await Promise.all([
      this.story.entries(conversationId, MOST_ENTRIES),
      this.spansOf(conversationId),
    ]);
    const masked = <T extends { readonly subscriber: string }>(one: T): T => ({
      ...one,
      subscriber: shown(one.subscriber),
    });
    return { conversation: masked(conversation), entries: entries.map(masked), spans };
  }

  private async spansOf(conversationId: string): Promise<StoredSpan[]> {
    const traces = await this.spans.find(conversationId);
    if (traces.length === 0) return [];
    const spans = await this.spans.trace(...traces);
    const newest = new Set(
      [...new Set(spans.toReversed().map(({ traceId }) => traceId))].slice(0, MOST_TRACES),
    );
    return spans.filter(({ traceId }) => newest.has(traceId));
  }
}
