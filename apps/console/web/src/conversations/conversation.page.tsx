import { useEffect, useState } from 'preact/hooks';
import type { ConversationPage as Page } from '../../../src/conversation.view.js';
import { ask, wordsOf } from '../api.js';
import { Head, Problem } from '../parts.js';
import { hrefOf } from '../route.js';
import { useLive } from '../use-live.js';
import { StateBadge } from './conversation-list.js';
import { ReplyBox } from './reply-box.js';
import { Timeline } from './timeline.js';
import { Traces } from './traces.js';

/** One conversation: all that happened, and below it where the time went. */
export function ConversationPage({ id }: { id: string }) {
  const [page, setPage] = useState<Page>();
  const [problem, setProblem] = useState<string>();
  const news = useLive<{ version: string }>(`/v1/conversations/${encodeURIComponent(id)}/news`);
  const version = news.data?.version;
  useEffect(() => {
    let left = false;
    ask<Page>(`/v1/conversations/${encodeURIComponent(id)}`).then(
      (found) => !left && (setPage(found), setProblem(undefined)),
      (error: unknown) => !left && setProblem(wordsOf(error)),
    );
    return () => void (left = true);
  }, [id, version]);

  return (
    <>
      <nav aria-label="Back" class="back">
        <a href={hrefOf('conversations')}>← Conversations</a>
      </nav>
      <Head title={page?.conversation.subscriber ?? 'Conversation'} live={news}>
        {page && (
          <span class="under">
            with {page.conversation.sender} <StateBadge state={page.conversation.state} />
          </span>
        )}
      </Head>
      {problem !== undefined && <Problem>{problem}</Problem>}
      {page && (
        <>
          {/^\+\d+$/.test(page.conversation.subscriber) && (
            <p>
              <a href={hrefOf('consent', page.conversation.subscriber)}>Consent and its proof →</a>
            </p>
          )}
          <Timeline entries={page.entries} spans={page.spans} />
          {page.conversation.caseId !== undefined && <ReplyBox conversationId={id} />}
          <Traces spans={page.spans} />
          <p class="quiet ids">conversation {id}</p>
        </>
      )}
    </>
  );
}
