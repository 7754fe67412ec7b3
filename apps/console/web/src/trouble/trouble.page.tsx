import type { ComponentChildren } from 'preact';
import type { Trouble, TroubleCounts } from '../../../src/operations.store.js';
import { Empty, Head, Problem } from '../parts.js';
import { hrefOf } from '../route.js';
import { useLive } from '../use-live.js';
import { clock, count, whole } from '../words.js';

const KINDS: readonly { kind: Trouble['kind']; title: string; advice: ComponentChildren }[] = [
  {
    kind: 'case',
    title: 'Open cases',
    advice: 'Open the conversation and answer it, or give it back to automation.',
  },
  {
    kind: 'unknown',
    title: 'Texts with an unknown outcome',
    advice: (
      <>
        The carrier may have them, so they are never sent again by themselves. A late receipt resolves them;
        so does whoever found out, <a href={hrefOf('repairs', 'unknowns')}>under Repairs</a>.
      </>
    ),
  },
  {
    kind: 'parked',
    title: 'Conversations set aside',
    advice: (
      <>
        One of their events could not be decided: a bug. Once it is mended, release them{' '}
        <a href={hrefOf('repairs', 'parked')}>under Repairs</a>: they go on in order.
      </>
    ),
  },
  {
    kind: 'orphan',
    title: 'Receipts without a text',
    advice: (
      <>
        They name a text that is not known here: somebody else’s on the same account, or older than what is
        kept (<code>npx parley receipts</code>).
      </>
    ),
  },
];

/** What only a person can settle, by kind, with what to do. */
export function TroublePage() {
  const live = useLive<{ counts: TroubleCounts; troubles: readonly Trouble[] }>('/v1/troubles/news');
  const { data, refusal } = live;
  const shown = KINDS.filter(({ kind }) => data !== undefined && data.counts[kind] > 0);
  return (
    <>
      <Head title="Trouble" live={live} />
      {refusal && <Problem>{refusal.message}</Problem>}
      {data && shown.length === 0 && <Empty>Nothing needs a person.</Empty>}
      {shown.map(({ kind, title, advice }) => (
        <section key={kind} aria-labelledby={`k-${kind}`}>
          <h2 id={`k-${kind}`}>
            {title} <span class="quiet">{count(data!.counts[kind])}</span>
          </h2>
          <p class="quiet">{advice}</p>
          <ul class="list" data-list>
            {data!.troubles
              .filter((one) => one.kind === kind)
              .map((one) => (
                <TroubleRow key={one.id} trouble={one} />
              ))}
          </ul>
        </section>
      ))}
      <p class="quiet">
        Records that could not be read at all are on dead-letter topics:{' '}
        <a href={hrefOf('repairs')}>Repairs</a> shows them with their reasons.
      </p>
    </>
  );
}

function TroubleRow({
  trouble: { id, subscriber, sender, detail, since, conversationId },
}: {
  trouble: Trouble;
}) {
  const line = (
    <>
      <span class="people">
        <b>{subscriber ?? id}</b> {sender !== undefined && <span class="quiet">↔ {sender}</span>}
      </span>
      <span class="last">{detail}</span>
      <span class="marks quiet ids">{subscriber === undefined ? '' : id.slice(0, 8)}</span>
      <time dateTime={since} title={whole(since)}>
        {clock(since)}
      </time>
    </>
  );
  return (
    <li>
      {conversationId === undefined ? (
        <div class="row">{line}</div>
      ) : (
        <a href={hrefOf('conversations', conversationId)}>{line}</a>
      )}
    </li>
  );
}
