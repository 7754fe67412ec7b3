import { useState } from 'preact/hooks';
import type { ParkedList } from '../../../src/repairs/parked.controller.js';
import { tell, wordsOf } from '../api.js';
import { Badge, Empty, Head, Problem } from '../parts.js';
import { hrefOf } from '../route.js';
import { useSurroundings } from '../surroundings.js';
import { useLive } from '../use-live.js';
import { clock, count, whole } from '../words.js';
import { RepairTabs } from './tabs.js';

/** Conversations that wait, in order, as one of their events could not be decided. */
export function ParkedPage() {
  const { may } = useSurroundings();
  const live = useLive<ParkedList>('/v1/parked/news');
  const [problem, setProblem] = useState<string>();
  const conversations = live.data?.conversations ?? [];
  const waiting = conversations.filter(({ released }) => !released);
  const release = async (ids: readonly number[]): Promise<void> => {
    setProblem(undefined);
    try {
      const { refused } = await tell<{ refused: readonly { message: string }[] }>('/v1/parked/release', {
        ids,
      });
      if (refused.length > 0) setProblem(refused[0]!.message);
    } catch (error) {
      setProblem(wordsOf(error));
    }
  };
  return (
    <>
      <Head title="Set aside" live={live} />
      <RepairTabs here="parked" />
      <p class="quiet">
        One of their events could not be decided: a bug, whose place is in the log of its consumer
        (HANDLER_BUG). Release them once it is mended: their events are taken again in their order.
      </p>
      {(problem ?? live.refusal?.message) && <Problem>{problem ?? live.refusal?.message}</Problem>}
      {live.data && conversations.length === 0 && <Empty>No conversation is set aside.</Empty>}
      {conversations.length > 0 && (
        <>
          {may.includes('repairs:write') && waiting.length > 1 && (
            <p>
              <button type="button" onClick={() => void release(waiting.map(({ id }) => id))}>
                Release all {count(waiting.length)}
              </button>
            </p>
          )}
          <ul class="list">
            {conversations.map(
              ({ id, consumer, subscriber, conversationId, events, reason, since, released }) => (
                <li key={id}>
                  <div class="row">
                    <span class="people">
                      {conversationId === null ? (
                        <b>{subscriber}</b>
                      ) : (
                        <a class="bare" href={hrefOf('conversations', conversationId)}>
                          {subscriber}
                        </a>
                      )}
                    </span>
                    <span class="last">
                      {consumer} · {count(events)} {events === 1 ? 'event waits' : 'events wait'}
                    </span>
                    <span class="marks">
                      {released ? (
                        <Badge tone="good">released</Badge>
                      ) : may.includes('repairs:write') ? (
                        <button type="button" class="second" onClick={() => void release([id])}>
                          Release
                        </button>
                      ) : (
                        <Badge tone="warn">{reason}</Badge>
                      )}
                    </span>
                    <time dateTime={since} title={whole(since)}>
                      {clock(since)}
                    </time>
                  </div>
                </li>
              ),
            )}
          </ul>
        </>
      )}
    </>
  );
}
