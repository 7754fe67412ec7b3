import { useEffect, useState } from 'preact/hooks';
import type { VersionView } from '../../../src/versions.view.js';
import { Badge, Head, Problem, Tabs } from '../parts.js';
import { go } from '../route.js';
import { whole } from '../words.js';
import { CodeEditor } from './code-editor.js';
import { Flows } from './flows.js';
import { History } from './history.js';
import { KeywordList } from './keyword-list.js';
import { ProblemList } from './problem-list.js';
import { Review } from './review.js';
import { TryText } from './try-text.js';
import { useChecks, type Checks } from './use-checks.js';
import { useDraft, type DraftDesk } from './use-draft.js';

const TABS = [
  { rest: '', title: 'Text' },
  { rest: 'flows', title: 'Flows' },
  { rest: 'history', title: 'History' },
];

/** Keywords and flows: written, tried, reviewed, published, and brought back. */
export function KeywordsPage({ tab }: { tab: string }) {
  const desk = useDraft();
  const checks = useChecks(desk.draft?.text);
  const [place, setPlace] = useState<{ line: number }>();
  const [review, setReview] = useState<{ why: string }>();
  const [done, setDone] = useState<string>();
  const goTo = (line: number): void => {
    setReview(undefined);
    setPlace({ line });
    go('keywords');
  };
  const faultless = checks.settled && checks.found?.problems.length === 0;
  const mayReview = desk.changed && faultless;
  useEffect(() => {
    const follow = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.key !== 's') return;
      event.preventDefault();
      if (!mayReview) return;
      setReview({ why: '' });
      go('keywords');
    };
    addEventListener('keydown', follow);
    return () => removeEventListener('keydown', follow);
  }, [mayReview]);
  const bringBack = async ({ text, head }: VersionView): Promise<void> => {
    await desk.restart(text);
    setReview({ why: head === undefined ? '' : `back to the version of ${whole(head.appliedAt)}` });
    go('keywords');
  };
  const published = async (revision: string): Promise<void> => {
    await desk.restart();
    setReview(undefined);
    setDone(revision);
  };
  return (
    <>
      <Head title="Keywords and flows">
        <Tabs page="keywords" tabs={TABS} here={tab} label="Parts of this page" />
      </Head>
      {desk.failure !== undefined && <Problem>{desk.failure}</Problem>}
      {done !== undefined && (
        <p class="verdict good" role="status">
          Published as revision <code>{done}</code>.
        </p>
      )}
      {tab === 'history' && <History key={done} bringBack={(version) => void bringBack(version)} />}
      {tab === 'flows' && checks.found && <Flows flows={checks.found.flows} goTo={goTo} />}
      {tab === '' && desk.draft && review === undefined && (
        <Writing
          {...{ desk, checks, place, goTo, mayReview }}
          review={() => (setDone(undefined), setReview({ why: '' }))}
        />
      )}
      {tab === '' && desk.draft && review && (
        <Review
          draft={desk.draft}
          why={review.why}
          back={() => setReview(undefined)}
          published={(revision) => void published(revision)}
          restart={desk.restart}
        />
      )}
    </>
  );
}

interface WritingProps {
  readonly desk: DraftDesk;
  readonly checks: Checks;
  readonly place: { line: number } | undefined;
  readonly mayReview: boolean;
  goTo(line: number): void;
  review(): void;
}

function Writing({ desk, checks, place, mayReview, goTo, review }: WritingProps) {
  const { text } = desk.draft!;
  const keywords = checks.found?.keywords ?? [];
  return (
    <div class="writing">
      <div class="written">
        <p class="bar">
          {desk.changed ? <Badge tone="info">changed</Badge> : <Badge tone="quiet">as published</Badge>}
          {desk.outdated && <Badge tone="warn">another version was applied since</Badge>}
          <button type="button" disabled={!mayReview} title="Ctrl-S" onClick={review}>
            Review
          </button>
          <button type="button" class="plain" disabled={!desk.changed} onClick={() => void desk.restart()}>
            Discard
          </button>
        </p>
        <CodeEditor text={text} problems={checks.found?.problems ?? []} changed={desk.write} place={place} />
      </div>
      <div class="beside">
        <ProblemList checks={checks} goTo={goTo} />
        <TryText text={text} senders={checks.found?.senders ?? []} />
        <KeywordList keywords={keywords} goTo={goTo} />
      </div>
    </div>
  );
}
