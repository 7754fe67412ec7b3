import { events, headers, type EventDefinition } from '@parley/contracts';
import type { ConversationIds } from '../wire/conversation-id.js';
import { decodeEvent } from '../wire/decode.js';
import { externalEventId, isUuid } from '../wire/event-id.js';
import type { OutgoingRecord } from '../wire/record.js';
import { originOf, type KeptLetter } from './kept-letter.js';

/** A letter as it would go back to its topic, or why it would be set aside again. */
export type Mended =
  | {
      readonly ok: true;
      readonly record: OutgoingRecord;
      readonly conversationId: string;
      /** What is another than it was: `value`, `key`, names of headers. */
      readonly changed: readonly string[];
      /** Who reads it there. */
      readonly readers: readonly string[];
    }
  | { readonly ok: false; readonly code: string; readonly message: string };

export interface Edit {
  /** The value as somebody wrote it anew, JSON. */
  readonly value: string;
  /** Whose word it is from now on: `parley/console`, `parley-cli`. */
  readonly source: string;
}

/**
 * The record of a letter, mended where that is certain, and read as its consumers would read it. As it was, it keeps
 * its id, its key and its headers; so whoever took it in its time drops it now. What was edited is no longer the word
 * of the service that wrote it, and says so in `ce_source`.
 */
export function mendedRecord(letter: KeptLetter, conversations: ConversationIds, edit?: Edit): Mended {
  const definition = events.find(({ topic }) => topic === letter.topic);
  if (definition === undefined)
    return refused(
      'TOPIC_UNKNOWN',
      `${letter.topic || 'Its topic'} is none of ours; its owner has to mend it.`,
    );
  if (letter.cut && edit === undefined)
    return refused('LETTER_CUT', 'A part of it is not kept; have its producer publish it again.');
  const own = { ...letter.headers };
  const id = own[headers.id];
  if (id === undefined || !isUuid(id)) own[headers.id] = externalEventId('dead-letter', originOf(letter));
  if (edit !== undefined) {
    own[headers.type] = definition.type;
    own[headers.source] = edit.source;
  }
  const value = edit === undefined ? letter.value : Buffer.from(edit.value);
  const key = keyOf(definition, value) ?? letter.key;
  const decoded = decodeEvent(
    definition,
    {
      ...{
        topic: letter.topic,
        partition: letter.partition,
        offset: letter.offset,
        timestamp: Date.parse(letter.at),
      },
      ...{ key: Buffer.from(key), value, headers: own },
    },
    conversations,
  );
  if (!decoded.ok) return refused(decoded.reason, `It would be set aside again: ${decoded.detail}.`);
  const names = [headers.id, headers.type, headers.source].filter(
    (name) => own[name] !== letter.headers[name],
  );
  return {
    ok: true,
    record: { topic: letter.topic, key, value: value.toString(), headers: own },
    conversationId: decoded.envelope.conversationId,
    changed: [
      ...(letter.value.equals(value) ? [] : ['value']),
      ...(key === letter.key ? [] : ['key']),
      ...names,
    ],
    readers: definition.consumers.filter((consumer) => consumer !== 'other'),
  };
}

/** Where a topic is in the order of its people, the key is the person that the value names. */
function keyOf(definition: EventDefinition, value: Buffer): string | undefined {
  if (definition.key !== 'subscriber') return undefined;
  try {
    const { subscriber } = JSON.parse(value.toString()) as { subscriber?: unknown };
    return typeof subscriber === 'string' ? subscriber : undefined;
  } catch {
    return undefined; // Said when it is decoded.
  }
}

function refused(code: string, message: string): Mended {
  return { ok: false, code, message };
}
