import { useState } from 'preact/hooks';
import type { Conversation } from '../../../src/story.store.js';
import { ask, wordsOf } from '../api.js';
import { Empty, Head, Problem } from '../parts.js';
import { go } from '../route.js';
import { useSurroundings } from '../surroundings.js';
import { useLive } from '../use-live.js';
import { ConversationList } from './conversation-list.js';
import { meantBy, queryOf, type Asked } from './search.js';

const STATES = [
  ['', 'Any state'],
  ['waiting', 'Waiting for an answer'],
  ['answered', 'Answered'],
  ['refused', 'Answer refused'],
  ['unknown', 'Outcome unknown'],
  ['case', 'With a person'],
] as const;

const NOTHING: Asked = { words: '', keyword: '', sender: '', state: '' };

/** Numbers and texts rest sealed, and are found by wholes: half a number or a word finds nothing yet. */
const hintFor = ({ words }: Asked): string => {
  if ('number' in meantBy(words)) return ' A number is found whole.';
  return 'text' in meantBy(words) && words.trim() !== '' ? ' Words are found whole, in any order.' : '';
};

/** Conversations, the newest first, as they change; found by number, words, keyword, state or any id. */
export function ConversationsPage() {
  const { senders } = useSurroundings();
  const [asked, setAsked] = useState(NOTHING);
  const [problem, setProblem] = useState<string>();
  const live = useLive<{ conversations: readonly Conversation[] }>(`/v1/conversations/news${queryOf(asked)}`);
  const set = (change: Partial<Asked>): void => (setProblem(undefined), setAsked({ ...asked, ...change }));

  const open = async (): Promise<void> => {
    const meant = meantBy(asked.words);
    if (!('id' in meant)) return;
    try {
      const { conversationIds } = await ask<{ conversationIds: string[] }>(
        `/v1/conversations/of/${meant.id}`,
      );
      go('conversations', conversationIds[0]);
    } catch (error) {
      setProblem(wordsOf(error));
    }
  };

  return (
    <>
      <Head title="Conversations" live={live} />
      <form class="search" role="search" onSubmit={(event) => (event.preventDefault(), void open())}>
        <label class="wide">
          Number, words, or an id
          <input
            type="search"
            data-search
            placeholder="+1 415 555 0101 · discount · a message or trace id, then Enter"
            value={asked.words}
            onInput={(event) => set({ words: event.currentTarget.value })}
            onPaste={(event) => {
              const pasted = event.clipboardData?.getData('text').trim() ?? '';
              if ('id' in meantBy(pasted)) setTimeout(() => void open());
            }}
          />
        </label>
        <label>
          Keyword
          <input value={asked.keyword} onInput={(event) => set({ keyword: event.currentTarget.value })} />
        </label>
        <label>
          State
          <select value={asked.state} onChange={(event) => set({ state: event.currentTarget.value })}>
            {STATES.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label>
          Sender
          <select value={asked.sender} onChange={(event) => set({ sender: event.currentTarget.value })}>
            <option value="">All</option>
            {senders.map(({ sender }) => (
              <option key={sender}>{sender}</option>
            ))}
          </select>
        </label>
        {/* Without a button, Enter submits a form of one field alone. */}
        <button type="submit" hidden />
      </form>
      {(problem ?? live.refusal?.message) && <Problem>{problem ?? live.refusal?.message}</Problem>}
      {live.data &&
        (live.data.conversations.length > 0 ? (
          <ConversationList conversations={live.data.conversations} />
        ) : (
          <Empty>
            {asked === NOTHING
              ? 'Nobody has texted yet. Try the phone.'
              : `No conversation fits.${hintFor(asked)}`}
          </Empty>
        ))}
    </>
  );
}
