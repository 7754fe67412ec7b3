import { useState } from 'preact/hooks';
import { tell, wordsOf } from '../api.js';
import { Problem } from '../parts.js';
import { Composer } from '../phone/composer.js';
import { useSurroundings } from '../surroundings.js';

/** An agent answers a conversation that people have, and may give it back with the answer. */
export function ReplyBox({ conversationId }: { conversationId: string }) {
  const { has, may } = useSurroundings();
  const [release, setRelease] = useState(false);
  const [problem, setProblem] = useState<string>();
  if (!has.cases || !may.includes('cases:write'))
    return <p class="quiet">A person has this conversation; your roles do not let you answer.</p>;
  const send = (text: string): Promise<void> =>
    tell(`/v1/conversations/${encodeURIComponent(conversationId)}/replies`, {
      text,
      ...(release && { release }),
    }).then(
      () => setProblem(undefined),
      (error: unknown) => setProblem(wordsOf(error)),
    );
  return (
    <section class="card" aria-label="Answer">
      <h2>Answer as an agent</h2>
      <Composer send={send} label="Your answer" />
      <label class="inline">
        <input
          type="checkbox"
          checked={release}
          onChange={(event) => setRelease(event.currentTarget.checked)}
        />
        <span>Give the conversation back to automation with it</span>
      </label>
      {problem !== undefined && <Problem>{problem}</Problem>}
    </section>
  );
}
