import type { Behind } from '@parley/messaging';
import type { ComponentChildren } from 'preact';
import type { Conversation } from '../../../src/story.store.js';
import type { Flow, Held, Reason, TroubleCounts } from '../../../src/operations.store.js';
import type { Standstills } from '../../../src/standstills.view.js';
import { ConversationList } from '../conversations/conversation-list.js';
import { Empty, Head, Problem, Tile } from '../parts.js';
import { hrefOf } from '../route.js';
import { useSurroundings } from '../surroundings.js';
import { useLive } from '../use-live.js';
import { count } from '../words.js';
import { behindWords } from './behind-words.js';
import { Minutes, type Minute } from './minutes.js';

interface Overview extends Partial<Standstills> {
  readonly flow: Flow;
  readonly minutes: readonly Minute[];
  readonly reasons: readonly Reason[];
  readonly needs: TroubleCounts;
  readonly queued: number;
  readonly held: readonly Held[];
}

const NEWEST = 8;

/** What goes on now, and what needs a person. */
export function OverviewPage() {
  const live = useLive<Overview>('/v1/overview/news');
  const newest = useLive<{ conversations: readonly Conversation[] }>('/v1/conversations/news');
  const { data, refusal } = live;
  return (
    <>
      <Head title="Overview" live={live} />
      {refusal && <Problem>{refusal.message}</Problem>}
      {data && (
        <>
          <Needs
            needs={data.needs}
            held={data.held.length}
            letters={data.letters}
            behind={data.behind}
            looking={data.looking === true}
          />
          <section aria-labelledby="now">
            <h2 id="now">The last 5 minutes</h2>
            <dl class="tiles">
              <Tile label="Texts in" value={count(data.flow.mos)} />
              <Tile label="Texts out" value={count(data.flow.mts)} />
              <Tile
                label="Delivered"
                value={count(data.flow.delivered)}
                tone={data.flow.delivered > 0 ? 'good' : 'quiet'}
              />
              <Tile
                label="Did not go"
                value={count(data.flow.failed)}
                tone={data.flow.failed > 0 ? 'bad' : 'quiet'}
              />
              <Tile label="Conversations" value={count(data.flow.conversations)} />
              <Tile label="Waiting now" value={count(data.queued)} />
            </dl>
            <Minutes minutes={data.minutes} />
          </section>
          {data.reasons.length > 0 && <Reasons reasons={data.reasons} />}
        </>
      )}
      <section aria-labelledby="newest">
        <h2 id="newest">Newest conversations</h2>
        {newest.data &&
          (newest.data.conversations.length > 0 ? (
            <ConversationList conversations={newest.data.conversations.slice(0, NEWEST)} />
          ) : (
            <Empty>
              Nobody has texted yet. <a href={hrefOf('phone')}>Try the phone</a>.
            </Empty>
          ))}
      </section>
    </>
  );
}

function Needs({
  needs,
  held,
  letters,
  behind,
  looking,
}: {
  needs: TroubleCounts;
  held: number;
  letters: number | undefined;
  behind: readonly Behind[] | undefined;
  looking: boolean;
}) {
  const { may } = useSurroundings();
  const unknown = letters === undefined || behind === undefined;
  const silent = unknown && !looking;
  const kinds = [
    [held, 'sender or campaign is paused', 'senders and campaigns are paused', 'senders'],
    [needs.case, 'open case', 'open cases', 'trouble'],
    [needs.unknown, 'text with an unknown outcome', 'texts with an unknown outcome', 'trouble'],
    [needs.parked, 'conversation set aside', 'conversations set aside', 'trouble'],
    [needs.orphan, 'receipt without a text', 'receipts without a text', 'trouble'],
    [letters ?? 0, 'record that could not be read', 'records that could not be read', 'repairs'],
  ] as const;
  const some = kinds.filter(([number]) => number > 0);
  const any = silent || some.length + (behind?.length ?? 0) > 0;
  const none = unknown ? 'Nothing known so far needs a person' : 'Nothing needs a person';
  return (
    <section aria-labelledby="needs" class={`card needs ${any ? 'some' : unknown ? '' : 'none'}`}>
      <h2 id="needs">{any ? 'Needs a person' : none}</h2>
      {(any || unknown) && (
        <ul>
          {silent && <li>Kafka does not answer: who is behind, and what could not be read, is not known</li>}
          {unknown && looking && <li>Who is behind, and what could not be read, is being looked up …</li>}
          {behind?.map((one) => (
            <li key={`${one.group} ${one.topic}`}>{behindWords(one)}</li>
          ))}
          {some.map(([number, one, many, page]) => (
            <li key={one}>
              <Leading to={page === 'repairs' && !may.includes('letters:see') ? undefined : hrefOf(page)}>
                <b>{count(number)}</b> {number === 1 ? one : many}
              </Leading>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** A link, or the words alone where whoever looks may not go there. */
function Leading({ to, children }: { to: string | undefined; children: ComponentChildren }) {
  return to === undefined ? <>{children}</> : <a href={to}>{children}</a>;
}

function Reasons({ reasons }: { reasons: readonly Reason[] }) {
  const { meanings } = useSurroundings();
  return (
    <section aria-labelledby="reasons">
      <h2 id="reasons">Why texts did not go, in the last hour</h2>
      <table class="plain-table">
        <thead>
          <tr>
            <th scope="col">Code</th>
            <th scope="col" class="number-cell">
              Texts
            </th>
            <th scope="col">Means</th>
          </tr>
        </thead>
        <tbody>
          {reasons.map(({ code, texts }) => (
            <tr key={code}>
              <th scope="row">
                <code>{code}</code>
              </th>
              <td class="number-cell">{count(texts)}</td>
              <td>{meanings[code]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
