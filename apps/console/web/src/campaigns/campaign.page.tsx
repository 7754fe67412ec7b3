import type { CampaignOrder } from '../../../src/campaign-orders.store.js';
import type { CampaignPage as Page, CampaignView } from '../../../src/campaigns.view.js';
import { Badge, Empty, Head, Problem, Tile } from '../parts.js';
import { counted } from '../phone/counted.js';
import { hrefOf } from '../route.js';
import { useSurroundings } from '../surroundings.js';
import { useLive } from '../use-live.js';
import { count, whole } from '../words.js';
import { Orders } from './orders.js';
import { ProgressBar } from './progress.js';
import { standingOf } from './states.js';

const DONE: Readonly<Record<CampaignOrder['order'], string>> = {
  start: 'started',
  pause: 'paused',
  resume: 'resumed',
  cancel: 'cancelled',
};

/** One campaign: how far it has come, why texts did not go, and who asked what of it. */
export function CampaignPage({ name }: { name: string }) {
  const { may } = useSurroundings();
  const live = useLive<Page>(`/v1/campaigns/${encodeURIComponent(name)}/news`);
  const { data, refusal } = live;
  const [run, ...earlier] = data?.runs ?? [];
  return (
    <>
      <p class="back">
        <a href={hrefOf('campaigns')}>← Campaigns</a>
      </p>
      <Head title={name} live={live}>
        {run && <Badge tone={standingOf(run).tone}>{standingOf(run).words}</Badge>}
      </Head>
      {refusal && <Problem>{refusal.message}</Problem>}
      {data && run === undefined && (
        <Empty>
          {data.orders.length > 0
            ? 'It was asked for, and begins in a moment.'
            : 'No campaign has this name.'}
        </Empty>
      )}
      {run && (
        <>
          {run.senderPaused && run.goesOn && (
            <p class="problem">
              Its sender is paused: nothing of it goes until <a href={hrefOf('senders')}>{run.sender}</a> is
              resumed.
            </p>
          )}
          <Run run={run} />
          {may.includes('campaigns:write') && run.goesOn && <Orders run={run} />}
          {run.progress.reasons.length > 0 && <Reasons run={run} />}
        </>
      )}
      {data && data.orders.length > 0 && <Journal orders={data.orders} />}
      {earlier.length > 0 && <Earlier runs={earlier} />}
    </>
  );
}

function Run({ run }: { run: CampaignView }) {
  const { campaign, sender, program, text, listed, sendAfter, expiresAt, progress } = run;
  return (
    <section aria-labelledby="progress">
      <h2 id="progress">
        {count(progress.audience)} people{' '}
        <span class="quiet">
          {listed === undefined ? `everybody in ${program}` : `a list of ${count(listed)} under ${program}`},
          on {sender}
        </span>
      </h2>
      <dl class="tiles">
        <Tile
          label="Delivered"
          value={count(progress.delivered)}
          tone={progress.delivered > 0 ? 'good' : 'quiet'}
        />
        <Tile label="Sent, no receipt yet" value={count(progress.sent)} />
        <Tile label="Waiting" value={count(progress.waiting + progress.deferred)} />
        <Tile label="Refused" value={count(progress.refused)} />
        <Tile
          label="Not delivered"
          value={count(progress.failed)}
          tone={progress.failed > 0 ? 'bad' : 'quiet'}
        />
        <Tile label="Unknown" value={count(progress.unknown)} tone={progress.unknown > 0 ? 'bad' : 'quiet'} />
      </dl>
      <div class="card">
        <ProgressBar progress={progress} label={campaign} />
        <div class="said">
          <p class="bubble mine">{text}</p>
          <p class="quiet">
            {counted(text)}
            {sendAfter !== undefined && `; not before ${whole(sendAfter)}`}
            {expiresAt !== undefined && `; not after ${whole(expiresAt)}`}
          </p>
        </div>
      </div>
    </section>
  );
}

function Reasons({ run }: { run: CampaignView }) {
  const { meanings } = useSurroundings();
  return (
    <section aria-labelledby="reasons">
      <h2 id="reasons">Why texts did not go</h2>
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
          {run.progress.reasons.map(({ code, texts }) => (
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

function Journal({ orders }: { orders: readonly CampaignOrder[] }) {
  return (
    <section aria-labelledby="journal">
      <h2 id="journal">Who asked what of it</h2>
      <table class="plain-table">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">What</th>
            <th scope="col">Who</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {orders.map(({ eventId, order, by, why, at }) => (
            <tr key={eventId}>
              <th scope="row">{whole(at)}</th>
              <td>{DONE[order]}</td>
              <td>{by ?? 'not said'}</td>
              <td>{why ?? 'not said'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Earlier({ runs }: { runs: readonly CampaignView[] }) {
  return (
    <section aria-labelledby="earlier">
      <h2 id="earlier">Earlier under this name</h2>
      {runs.map((run) => (
        <div key={run.id} class="card">
          <p class="quiet">
            {whole(run.requestedAt)}, {standingOf(run).words}
          </p>
          <ProgressBar progress={run.progress} label={`${run.campaign} of ${whole(run.requestedAt)}`} />
        </div>
      ))}
    </section>
  );
}
