import { useEffect, useState } from 'preact/hooks';
import type { CampaignReview } from '../../../src/campaign-review.js';
import type { ProgramView } from '../../../src/programs.controller.js';
import { ask, tell, wordsOf } from '../api.js';
import { Empty, Head, Problem } from '../parts.js';
import { go, hrefOf } from '../route.js';
import { useSurroundings } from '../surroundings.js';
import { AudienceFields } from './audience-fields.js';
import { bodyOf, NOTHING, slugOf, type Draft } from './draft.js';
import { Preview } from './preview.js';
import { Review } from './review.js';

/** A campaign is written, looked at with all that it will do, and started. */
export function ComposePage() {
  const { may } = useSurroundings();
  const [programs, setPrograms] = useState<readonly ProgramView[]>();
  const [draft, setDraft] = useState<Draft>(NOTHING);
  const [review, setReview] = useState<CampaignReview>();
  const [problem, setProblem] = useState<string>();
  const failed = (error: unknown): void => setProblem(wordsOf(error));
  useEffect(() => {
    ask<{ programs: readonly ProgramView[] }>('/v1/programs').then((said) => {
      const [first] = said.programs;
      setPrograms(said.programs);
      if (first) setDraft((before) => ({ ...before, sender: first.sender, program: first.program }));
    }, failed);
  }, []);
  const set = (change: Partial<Draft>): void => setDraft((before) => ({ ...before, ...change }));
  const look = (): Promise<void> =>
    tell<CampaignReview>('/v1/campaigns/review', bodyOf(draft)).then(
      (said) => (setProblem(undefined), setReview(said)),
      failed,
    );
  const start = (why: string): Promise<void> =>
    tell('/v1/campaigns', { ...bodyOf(draft), why }).then(
      () => go('campaigns', draft.campaign.trim()),
      failed,
    );

  if (!may.includes('campaigns:write')) return <Problem>Your roles do not let you start campaigns.</Problem>;
  return (
    <>
      <p class="back">
        <a href={hrefOf('campaigns')}>← Campaigns</a>
      </p>
      <Head title={review === undefined ? 'New campaign' : `Before ${draft.campaign} starts`} />
      {programs?.length === 0 && (
        <Empty>No program is configured yet: npx parley apply publishes parley.yaml.</Empty>
      )}
      {problem !== undefined && <Problem>{problem}</Problem>}
      {programs && programs.length > 0 && review === undefined && (
        <Form programs={programs} draft={draft} set={set} look={look} />
      )}
      {review && (
        <Review
          draft={draft}
          review={review}
          start={start}
          back={() => (setProblem(undefined), setReview(undefined))}
        />
      )}
    </>
  );
}

function Form({
  programs,
  draft,
  set,
  look,
}: {
  programs: readonly ProgramView[];
  draft: Draft;
  set: (change: Partial<Draft>) => void;
  look: () => Promise<void>;
}) {
  const senders = [...new Set(programs.map(({ sender }) => sender))].toSorted();
  const ofSender = programs.filter(({ sender }) => sender === draft.sender);
  const program = ofSender.find((each) => each.program === draft.program);
  const choose = (sender: string): void =>
    set({ sender, program: programs.find((each) => each.sender === sender)?.program ?? '' });
  return (
    <form class="compose" onSubmit={(event) => (event.preventDefault(), void look())}>
      <div class="stack">
        <label>
          Sender
          <select value={draft.sender} onChange={(event) => choose(event.currentTarget.value)}>
            {senders.map((sender) => (
              <option key={sender}>{sender}</option>
            ))}
          </select>
        </label>
        <label>
          Program it is sent under
          <select value={draft.program} onChange={(event) => set({ program: event.currentTarget.value })}>
            {ofSender.map(({ program: name, name: title }) => (
              <option key={name} value={name}>
                {title} ({name})
              </option>
            ))}
          </select>
        </label>
        <label>
          Name
          <input
            required
            placeholder="autumn-wool"
            value={draft.campaign}
            onInput={(event) => set({ campaign: slugOf(event.currentTarget.value) })}
          />
        </label>
        <label>
          Text
          <textarea
            required
            rows={5}
            maxLength={1600}
            placeholder="New wool is in. Reply STOP to end."
            value={draft.text}
            onInput={(event) => set({ text: event.currentTarget.value })}
          />
        </label>
        <AudienceFields draft={draft} set={set} members={program?.members ?? 0} />
        <Times draft={draft} set={set} />
        <button type="submit" disabled={draft.campaign === '' || draft.text.trim() === '' || !program}>
          Look at what it will do
        </button>
        <p class="quiet">Nothing is sent yet.</p>
      </div>
      {program && <Preview draft={draft} program={program} />}
    </form>
  );
}

const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

function Times({ draft, set }: { draft: Draft; set: (change: Partial<Draft>) => void }) {
  return (
    <fieldset>
      <legend>When, by your clock ({ZONE})</legend>
      <label>
        Not before (empty: at once)
        <input
          type="datetime-local"
          value={draft.sendAfter}
          onInput={(event) => set({ sendAfter: event.currentTarget.value })}
        />
      </label>
      <label>
        Nobody is reached after (empty: no end)
        <input
          type="datetime-local"
          value={draft.expiresAt}
          onInput={(event) => set({ expiresAt: event.currentTarget.value })}
        />
      </label>
    </fieldset>
  );
}
