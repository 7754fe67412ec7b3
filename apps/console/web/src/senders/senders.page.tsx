import type { ThroughputLine } from '../../../src/domain/throughput.js';
import type { Held, Pace, SentTexts, WaitingTexts } from '../../../src/operations.store.js';
import { Badge, Empty, Head, Problem } from '../parts.js';
import { useLive } from '../use-live.js';
import { clock, count, lasted, rateOf } from '../words.js';
import { HoldControl } from './hold-control.js';
import { lanesOf } from './lanes.js';
import { ThroughputPlot } from './throughput-plot.js';

interface Senders {
  readonly withinS: number;
  readonly senders: readonly Sender[];
  /** Campaigns that are paused. */
  readonly campaigns: readonly Held[];
}

interface Sender {
  readonly sender: string;
  readonly brand: string;
  readonly carrier: string;
  readonly segmentsPerSecond: number;
  readonly segmentsPerDay?: number;
  readonly waiting: readonly WaitingTexts[];
  readonly sent: readonly SentTexts[];
  readonly pace?: Pace;
  readonly held?: Held;
  readonly line: ThroughputLine;
}

/** Our numbers: how much of each contract is used, and how long texts wait by lane. */
export function SendersPage() {
  const live = useLive<Senders>('/v1/senders/news');
  return (
    <>
      <Head title="Senders" live={live} />
      {live.refusal && <Problem>{live.refusal.message}</Problem>}
      {live.data?.senders.length === 0 && (
        <Empty>No sender is configured yet: npx parley apply publishes parley.yaml.</Empty>
      )}
      {live.data && live.data.campaigns.length > 0 && <PausedCampaigns campaigns={live.data.campaigns} />}
      <div class="cards senders">
        {live.data?.senders.map((sender) => (
          <SenderCard key={sender.sender} sender={sender} withinS={live.data!.withinS} />
        ))}
      </div>
    </>
  );
}

function PausedCampaigns({ campaigns }: { campaigns: readonly Held[] }) {
  return (
    <section class="card" aria-labelledby="paused">
      <h2 id="paused">Paused campaigns</h2>
      {campaigns.map((held) => (
        <div key={held.name} class="campaign">
          <b>{held.name}</b>
          <HoldControl kind="campaign" name={held.name} held={held} />
        </div>
      ))}
    </section>
  );
}

function SenderCard({ sender, withinS }: { sender: Sender; withinS: number }) {
  const { segmentsPerSecond, segmentsPerDay, pace, held, line } = sender;
  const segments = sender.sent.reduce((sum, lane) => sum + lane.segments, 0);
  const rate = segments / withinS;
  const lanes = lanesOf(sender.waiting, sender.sent);
  return (
    <section class="card" aria-labelledby={`s-${sender.sender}`}>
      <h2 id={`s-${sender.sender}`}>
        {sender.sender} <span class="quiet">{sender.brand}</span>
      </h2>
      <p class="quiet">
        {sender.carrier}, {count(segmentsPerSecond)} segments/s
        {segmentsPerDay !== undefined && `, ${count(segmentsPerDay)} a day`}
      </p>
      <label class="meter">
        <span>
          {rateOf(rate)} segments/s in the last minute, {Math.round((rate / segmentsPerSecond) * 100)}% of the
          contract
        </span>
        <meter min={0} max={segmentsPerSecond} high={segmentsPerSecond * 0.9} value={rate} />
      </label>
      {pace && pace.rateFactor < 1 && (
        <Badge tone="warn">its carrier asked for less: {Math.floor(pace.rateFactor * 100)}% now</Badge>
      )}
      {pace?.heldUntil !== undefined && <Badge tone="warn">held until {clock(pace.heldUntil)}</Badge>}
      <HoldControl kind="sender" name={sender.sender} held={held} />
      <ThroughputPlot line={line} contract={segmentsPerSecond} held={held} />
      {lanes.length === 0 ? (
        <p class="quiet">Nothing waits, and nothing went in the last minute.</p>
      ) : (
        <table class="plain-table">
          <thead>
            <tr>
              <th scope="col">Lane</th>
              <th scope="col" class="number-cell">
                Wait
              </th>
              <th scope="col" class="number-cell">
                Went
              </th>
              <th scope="col" class="number-cell">
                Dwell p50
              </th>
              <th scope="col" class="number-cell">
                p95
              </th>
            </tr>
          </thead>
          <tbody>
            {lanes.map(({ lane, waiting, went, dwellP50, dwellP95 }) => (
              <tr key={lane}>
                <th scope="row">{lane}</th>
                <td class="number-cell">{count(waiting)}</td>
                <td class="number-cell">{count(went)}</td>
                <td class="number-cell">{dwellP50 === undefined ? '–' : lasted(dwellP50)}</td>
                <td class="number-cell">{dwellP95 === undefined ? '–' : lasted(dwellP95)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
