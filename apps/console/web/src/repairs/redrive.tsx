import { useState } from 'preact/hooks';
import type { LetterOutcome } from '../../../src/repairs/letters.controller.js';
import { tell, wordsOf } from '../api.js';
import { Badge, Problem } from '../parts.js';
import { hrefOf } from '../route.js';
import { count } from '../words.js';

interface Answer {
  readonly done: boolean;
  readonly outcomes: readonly LetterOutcome[];
}

/**
 * Tries letters out, and publishes them again: what would be taken is seen before, and what was not is told with what
 * to do.
 */
export function Redrive({
  wanted,
  done,
  idle,
}: {
  wanted: readonly { id: string; value?: string }[];
  done: () => void;
  /** What is said while none is wanted. */
  idle: string;
}) {
  const [answer, setAnswer] = useState<Answer>();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const send = async (redrive: boolean): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      const path = `/v1/letters/${redrive ? 'redrive' : 'try-out'}`;
      const { outcomes } = await tell<{ outcomes: LetterOutcome[] }>(path, { letters: wanted });
      setAnswer({ done: redrive, outcomes });
      if (redrive) done();
    } catch (error) {
      setProblem(wordsOf(error));
    }
    setBusy(false);
  };
  const none = busy || wanted.length === 0;
  return (
    <section class="card" aria-label="Publish again">
      <div class="actions">
        <button type="button" class="second" disabled={none} onClick={() => void send(false)}>
          Try out
        </button>
        <button type="button" disabled={none} onClick={() => void send(true)}>
          Publish again
        </button>
        <span class="quiet">
          {wanted.length === 0
            ? idle
            : wanted.length === 1
              ? 'What its person sent since then was taken before it.'
              : `${count(wanted.length)} letters, in the order in which they lay. What their people sent since then was taken before them.`}
        </span>
      </div>
      {problem !== undefined && <Problem>{problem}</Problem>}
      {answer && <Outcomes answer={answer} />}
    </section>
  );
}

function Outcomes({ answer: { done, outcomes } }: { answer: Answer }) {
  const taken = outcomes.filter(({ ok }) => ok).length;
  const many = `${count(taken)} of ${count(outcomes.length)}`;
  return (
    <div role="status">
      <p class={`verdict ${taken === outcomes.length ? 'good' : 'bad'}`}>
        {done ? `${many} published again.` : `${many} would be taken now; nothing was published.`}
      </p>
      <ul class="outcomes">
        {outcomes.map((outcome) => (
          <li key={outcome.id}>
            {outcome.ok ? (
              <>
                <Badge tone="good">ok</Badge> <code>{outcome.origin}</code> for {outcome.readers.join(', ')}
                {outcome.changed.length > 0 && `, with another ${outcome.changed.join(', ')}`} ·{' '}
                <a href={hrefOf('conversations', outcome.conversationId)}>its conversation</a>
              </>
            ) : (
              <>
                <Badge tone="bad">{outcome.code}</Badge> <code>{outcome.origin || outcome.id}</code>{' '}
                {outcome.message}
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
