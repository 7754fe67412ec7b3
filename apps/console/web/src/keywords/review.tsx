import { useEffect, useRef, useState } from 'preact/hooks';
import type { PlannedChange } from '../../../src/drafts.view.js';
import type { OutdatedView } from '../../../src/versions.view.js';
import { Refusal, tell, wordsOf } from '../api.js';
import { Problem } from '../parts.js';
import { useSurroundings } from '../surroundings.js';
import { Changes } from './changes.js';
import { DryRun } from './dry-run.js';
import type { Draft } from './kept-draft.js';
import { Outdated } from './outdated.js';

interface ReviewProps {
  readonly draft: Draft;
  /** What the reason begins as, where a version is brought back. */
  readonly why: string;
  back(): void;
  /** The version is there. */
  published(revision: string): void;
  restart(text?: string): Promise<void>;
}

/** Before it is published: what it changes, what it would have changed for people, and why it is done. */
export function Review({ draft, why, back, published, restart }: ReviewProps) {
  const { may } = useSurroundings();
  const [changes, setChanges] = useState<readonly PlannedChange[]>();
  const [problem, setProblem] = useState<string>();
  const [outdated, setOutdated] = useState<OutdatedView>();
  const [reason, setReason] = useState(why);
  const [busy, setBusy] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  useEffect(() => {
    tell<{ changes: PlannedChange[] }>('/v1/config/drafts/plans', { text: draft.text }).then(
      (plan) => setChanges(plan.changes),
      (error: unknown) => setProblem(wordsOf(error)),
    );
  }, [draft.text]);
  const publish = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      const body = { text: draft.text, base: draft.base, reason: reason.trim() };
      const done = await tell<{ revision: string; published: boolean }>('/v1/config/versions', body);
      if (done.published) return published(done.revision);
      setProblem('Nothing was published, as nothing would change; comments alone make no version.');
    } catch (error) {
      if (error instanceof Refusal && error.code === 'BASE_OUTDATED') setOutdated(error.said as OutdatedView);
      else setProblem(wordsOf(error));
    } finally {
      setBusy(false);
    }
  };
  const changesAny = changes !== undefined && changes.length > 0;
  return (
    <>
      <p class="back">
        <button type="button" class="plain" onClick={back}>
          ← Back to the text
        </button>
      </p>
      <section aria-labelledby="plan">
        <h2 id="plan" ref={title} tabIndex={-1}>
          What changes
        </h2>
        {changes && <Changes changes={changes} />}
        {changes === undefined && problem === undefined && <p class="quiet">Looking …</p>}
      </section>
      {changesAny && (
        <section aria-labelledby="past">
          <h2 id="past">What it would have changed for people</h2>
          <DryRun text={draft.text} />
        </section>
      )}
      {problem !== undefined && <Problem>{problem}</Problem>}
      {outdated && <Outdated view={outdated} own={draft.text} restart={(text) => restart(text).then(back)} />}
      {changesAny && !may.includes('config:write') && (
        <p class="quiet">Publishing needs the permission config:write, which admins have.</p>
      )}
      {changesAny && outdated === undefined && may.includes('config:write') && (
        <form class="publish" onSubmit={(event) => (event.preventDefault(), void publish())}>
          <label>
            Why, for the history
            <input
              required
              maxLength={500}
              value={reason}
              onInput={(event) => setReason(event.currentTarget.value)}
            />
          </label>
          <button type="submit" disabled={busy || reason.trim() === ''}>
            {busy ? 'Publishing …' : 'Publish'}
          </button>
        </form>
      )}
    </>
  );
}
