import { useEffect, useState } from 'preact/hooks';
import type { DryRunNews, DryRunResult } from '../../../src/drafts.view.js';
import { wordsOf } from '../api.js';
import { tellStream } from '../event-stream.js';
import { Badge, Problem } from '../parts.js';
import { count, plain } from '../words.js';

const TITLES = {
  opt_out: 'Opt-outs that would begin, end or reach elsewhere',
  consent: 'Consent otherwise',
  other: 'Other answers',
} as const;

type Changed = DryRunResult['list'][number];

/** The texts of the last days, played through the draft: begun when shown, ended when left. */
export function DryRun({ text }: { text: string }) {
  const [news, setNews] = useState<DryRunNews>();
  const [failure, setFailure] = useState<string>();
  useEffect(() => {
    const left = new AbortController();
    tellStream<DryRunNews>('/v1/config/drafts/dry-runs', { text }, setNews, left.signal).catch(
      (error: unknown) => {
        if (!left.signal.aborted) setFailure(wordsOf(error));
      },
    );
    return () => left.abort();
  }, [text]);
  if (failure !== undefined) return <Problem>{failure}</Problem>;
  if (news?.result === undefined) {
    const [read, of] = [news?.read ?? 0, news?.of ?? 0];
    return (
      <label>
        {of === 0 ? 'Looking for texts …' : `${count(read)} of ${count(of)} texts played`}
        <progress max={Math.max(of, 1)} value={read} />
      </label>
    );
  }
  return <Result result={news.result} />;
}

function Result({ result }: { result: DryRunResult }) {
  const { texts, conversations, changed, byKind, list, days, unreadable } = result;
  const read = `${count(texts)} texts of the last ${days} days in ${count(conversations)} conversations`;
  const shown = list.reduce((sum, entry) => sum + entry.count, 0);
  return (
    <>
      <p role="status" class={`verdict ${changed === 0 ? 'good' : ''}`}>
        {read}: {changed === 0 ? 'none' : count(changed)} would come to something else.
      </p>
      {unreadable > 0 && <p class="quiet">{count(unreadable)} records could not be read and are left out.</p>}
      {(['opt_out', 'consent', 'other'] as const).map(
        (kind) =>
          byKind[kind] > 0 && (
            <div key={kind}>
              <h3>
                {TITLES[kind]}: {count(byKind[kind])}
              </h3>
              <ul class="changes">
                {list
                  .filter((entry) => entry.kind === kind)
                  .map((entry, index) => (
                    <ChangedRow key={index} entry={entry} />
                  ))}
              </ul>
            </div>
          ),
      )}
      {shown < changed && <p class="quiet">{count(changed - shown)} more are not listed.</p>}
    </>
  );
}

function ChangedRow({
  entry: { count: times, text, sender, before, after, subscribers, people },
}: {
  entry: Changed;
}) {
  const more = people > subscribers.length ? ` and ${count(people - subscribers.length)} more` : '';
  return (
    <li>
      <Badge tone="quiet">{count(times)} ×</Badge> <b>“{text}”</b> to {sender}{' '}
      <span class="quiet">
        {subscribers.join(', ')}
        {more}
      </span>
      <div class="difference">
        <del>{outcome(before)}</del>
        <ins>{outcome(after)}</ins>
      </div>
    </li>
  );
}

function outcome({ intent, rule, keyword, program, scope, answer }: Changed['before']): string {
  const what = [plain(intent), program, scope === 'sender' ? 'of everything' : undefined]
    .filter(Boolean)
    .join(' ');
  const by = [rule, keyword].filter(Boolean).join(' ');
  return `${what} (${by})${answer === undefined ? '' : `: ${answer}`}`;
}
