import type { StoredSpan } from '@parley/persistence';

/** Where spans are looked up: the built-in store, Jaeger or Tempo. */
export interface SpanSource {
  /** All spans of the traces that belong to a trace id, a conversation id or a message id. */
  find(id: string): Promise<StoredSpan[]>;
  close(): Promise<void>;
}

/** Attributes by which spans are found. */
export const CONVERSATION = 'messaging.message.conversation_id';
export const MESSAGE = 'messaging.message.id';

/**
 * All turns of the conversations that the ids belong to. A message or a trace leads to its conversation, and that to
 * all its turns.
 */
export async function wholeConversations(source: SpanSource, ids: readonly string[]): Promise<StoredSpan[]> {
  const spans = new Map<string, StoredSpan>();
  const add = (found: readonly StoredSpan[]): void => {
    for (const span of found) spans.set(`${span.traceId}/${span.spanId}`, span);
  };
  for (const found of await Promise.all(ids.map((id) => source.find(id)))) add(found);
  const conversations = new Set([...spans.values()].map(conversationOf));
  for (const id of [undefined, ...ids]) conversations.delete(id);
  for (const id of conversations) add(await source.find(id!));
  return [...spans.values()];
}

function conversationOf({ conversationId, attributes }: StoredSpan): string | undefined {
  return conversationId ?? (attributes[CONVERSATION] as string | undefined) ?? undefined;
}
