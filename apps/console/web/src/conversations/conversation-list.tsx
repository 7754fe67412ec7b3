import type { Conversation } from '../../../src/story.store.js';
import { Badge, type Tone } from '../parts.js';
import { hrefOf } from '../route.js';
import { clock } from '../words.js';

const STATES: Readonly<Record<string, readonly [Tone, string]>> = {
  waiting: ['info', 'waiting'],
  answered: ['good', 'answered'],
  refused: ['bad', 'refused'],
  unknown: ['warn', 'unknown'],
  case: ['warn', 'with a person'],
};

export function StateBadge({ state }: { state: string | undefined }) {
  const [tone, word] = STATES[state ?? ''] ?? (['quiet', 'quiet'] as const);
  return <Badge tone={tone}>{word}</Badge>;
}

/** Conversations to choose one of. */
export function ConversationList({ conversations }: { conversations: readonly Conversation[] }) {
  return (
    <ul class="list" data-list>
      {conversations.map(
        ({ conversationId, subscriber, sender, lastAt, lastText, lastBy, keyword, state }) => (
          <li key={conversationId}>
            <a href={hrefOf('conversations', conversationId)}>
              <span class="people">
                <b>{subscriber}</b> <span class="quiet">↔ {sender}</span>
              </span>
              <span class="last">
                {lastBy === 'us' && <span class="quiet">Parley: </span>}
                {lastText}
              </span>
              <span class="marks">
                {keyword !== undefined && <Badge tone="quiet">{keyword}</Badge>} <StateBadge state={state} />
              </span>
              <time dateTime={lastAt}>{clock(lastAt)}</time>
            </a>
          </li>
        ),
      )}
    </ul>
  );
}
