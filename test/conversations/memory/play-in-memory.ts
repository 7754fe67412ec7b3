import type { Conversation } from '../../../tools/conversations/conversation.js';
import { phoneBook } from '../../../tools/conversations/phone-book.js';
import { describeMismatch, playConversation } from '../../../tools/conversations/play-conversation.js';
import { SharedTime } from '../shared-time.js';
import type { MemoryHouse } from './memory-house.js';
import { MemoryStage } from './memory-stage.js';

/**
 * Plays conversations side by side in a house where nobody is known yet, as on a platform: what they say at the same
 * time is one batch.
 *
 * @returns what each came to: 'as written', or its first mismatch
 */
export async function playInMemory(
  house: MemoryHouse,
  conversations: readonly Conversation[],
): Promise<ReadonlyMap<Conversation, string>> {
  house.begin();
  const time = new SharedTime((ms) => house.passTo(ms));
  const numbersFor = phoneBook();
  const outcomes = new Map<Conversation, string>();
  await Promise.all(
    conversations.map((conversation) =>
      time.play(async (pass) => {
        const stage = new MemoryStage(house, numbersFor(conversation.phones), pass);
        const mismatch = await playConversation(conversation, stage);
        outcomes.set(conversation, mismatch === undefined ? 'as written' : describeMismatch(mismatch));
      }),
    ),
  );
  return outcomes;
}
