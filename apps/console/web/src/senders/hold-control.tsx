import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Held } from '../../../src/operations.store.js';
import { tell, wordsOf } from '../api.js';
import { Problem } from '../parts.js';
import { useSurroundings } from '../surroundings.js';
import { clock } from '../words.js';

/** How long the dispatcher has until its answer is missed, ms. */
const MISSED_AFTER_MS = 15_000;

/** Whether a sender or a campaign is paused, by whom, why and since when; and the button that changes it. */
export function HoldControl({
  kind,
  name,
  held,
}: {
  kind: 'sender' | 'campaign';
  name: string;
  held: Held | undefined;
}) {
  const [asking, setAsking] = useState(false);
  const [ordered, setOrdered] = useState<boolean>();
  const [problem, setProblem] = useState<string>();
  const may = useSurroundings().may.includes('operations:write');
  const paused = held !== undefined;
  useEffect(() => {
    if (ordered === undefined) return;
    if (ordered === paused) return setOrdered(undefined);
    const missed = setTimeout(() => {
      setOrdered(undefined);
      setProblem('The dispatcher has not done it yet; is it running?');
    }, MISSED_AFTER_MS);
    return () => clearTimeout(missed);
  }, [ordered, paused]);
  const send = (why: string): Promise<void> =>
    tell(`/v1/${kind}s/${encodeURIComponent(name)}/hold`, { held: !paused, ...(why && { why }) }).then(
      () => {
        setProblem(undefined);
        setAsking(false);
        setOrdered(!paused);
      },
      (error: unknown) => setProblem(wordsOf(error)),
    );
  return (
    <div class={`hold ${paused ? 'paused' : ''}`}>
      {held && <HeldWords held={held} />}
      {ordered !== undefined && <p role="status">{ordered ? 'Pausing …' : 'Resuming …'}</p>}
      {may && !asking && ordered === undefined && (
        <button
          type="button"
          class={paused ? '' : 'chip'}
          aria-label={`${paused ? 'Resume' : 'Pause'} ${name}`}
          onClick={() => setAsking(true)}
        >
          {paused ? 'Resume' : 'Pause'}
        </button>
      )}
      {asking && (
        <Reason paused={paused} kind={kind} name={name} send={send} leave={() => setAsking(false)} />
      )}
      {problem !== undefined && <Problem>{problem}</Problem>}
    </div>
  );
}

function HeldWords({ held: { by, why, since, waits } }: { held: Held }) {
  return (
    <p>
      <b>Paused</b>
      {by !== undefined && ` by ${by}`} since <time dateTime={since}>{clock(since)}</time>
      {why !== undefined && `: ${why}`}
      {!waits && ' (nothing of it waits)'}
    </p>
  );
}

/** To pause, a reason is needed: whoever finds it so has to know whether to let it go on. */
function Reason({
  paused,
  kind,
  name,
  send,
  leave,
}: {
  paused: boolean;
  kind: 'sender' | 'campaign';
  name: string;
  send: (why: string) => Promise<void>;
  leave: () => void;
}) {
  const [why, setWhy] = useState('');
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  // Before it is painted, as people type on; once, as news redraw this every 2 s.
  useLayoutEffect(() => field.current?.focus(), []);
  const what =
    kind === 'sender'
      ? 'What it has to send waits, but for HELP and confirmations of opt-outs.'
      : 'Nobody further is reached, and its texts wait.';
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        setBusy(true);
        void send(why.trim()).finally(() => setBusy(false));
      }}
      onKeyDown={(event) => event.key === 'Escape' && leave()}
    >
      <label>
        {paused ? `Why ${name} goes on (may be left out)` : `Why ${name} pauses`}
        <input
          required={!paused}
          maxLength={240}
          ref={field}
          value={why}
          onInput={(event) => setWhy(event.currentTarget.value)}
        />
      </label>
      {!paused && <p class="quiet">{what}</p>}
      <div class="choice">
        <button type="submit" disabled={busy || (!paused && why.trim() === '')}>
          {paused ? 'Resume' : 'Pause'}
        </button>
        <button type="button" class="plain" onClick={leave}>
          Leave it
        </button>
      </div>
    </form>
  );
}
