import type { CampaignView } from '../../../src/campaigns.view.js';
import { Badge, Empty, Head, Problem } from '../parts.js';
import { hrefOf } from '../route.js';
import { useSurroundings } from '../surroundings.js';
import { useLive } from '../use-live.js';
import { clock, count, whole } from '../words.js';
import { ProgressBar } from './progress.js';
import { standingOf } from './states.js';

/** Where a new campaign is written; no campaign can have this name. */
export const NEW = '*new';

/** One text to many people: what was sent so, and how far it has come. */
export function CampaignsPage() {
  const { may } = useSurroundings();
  const live = useLive<{ campaigns: readonly CampaignView[] }>('/v1/campaigns/news');
  const { data, refusal } = live;
  return (
    <>
      <Head title="Campaigns" live={live}>
        {may.includes('campaigns:write') && (
          <a class="button" href={hrefOf('campaigns', NEW)}>
            New campaign
          </a>
        )}
      </Head>
      {refusal && <Problem>{refusal.message}</Problem>}
      {data?.campaigns.length === 0 && (
        <Empty>No campaign yet: a text to everybody who is in a program begins here.</Empty>
      )}
      <ul class="campaigns" data-list>
        {data?.campaigns.map((campaign) => (
          <CampaignRow key={campaign.id} campaign={campaign} />
        ))}
      </ul>
    </>
  );
}

function CampaignRow({ campaign: of }: { campaign: CampaignView }) {
  const { campaign, sender, program, text, requestedAt, progress, by } = of;
  const { words, tone } = standingOf(of);
  return (
    <li class="card">
      <h2>
        <a href={hrefOf('campaigns', campaign)}>{campaign}</a> <Badge tone={tone}>{words}</Badge>
      </h2>
      <p class="quiet">
        {program} on {sender}, {count(progress.audience)} people,{' '}
        <time dateTime={requestedAt} title={whole(requestedAt)}>
          {clock(requestedAt)}
        </time>
        {by !== undefined && ` by ${by}`}
      </p>
      <p class="excerpt">{text}</p>
      <ProgressBar progress={progress} label={campaign} />
    </li>
  );
}
