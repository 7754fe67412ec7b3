import type { Held } from '../../../src/operations.store.js';
import type { ThroughputLine } from '../../../src/domain/throughput.js';
import { clock, count, rateOf } from '../words.js';
import { HEIGHT, minutesOf, pathOf, plotOf, WIDTH, xOf, type Plot } from './plot.js';

/** Segments/s of the last minutes against the contract; marks where its carrier throttled and where it was paused. */
export function ThroughputPlot({
  line,
  contract,
  held,
}: {
  line: ThroughputLine;
  contract: number;
  held: Held | undefined;
}) {
  const plot = plotOf(line, contract);
  const minutes = (line.segments.length * line.stepS) / 60;
  const pausedX = held && xOf(line, Date.parse(held.since));
  return (
    <figure class="plot">
      <div class="scale" aria-hidden="true">
        <span>{rateOf(plot.top)}/s</span>
        <span>0</span>
      </div>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={inWords(plot, contract, minutes)}
      >
        {pausedX !== undefined && (
          <rect x={pausedX} y="0" width={WIDTH - pausedX} height={HEIGHT} class="paused" />
        )}
        <path d={pathOf(plot.rates, plot.top, true)} class="area" />
        <path d={pathOf(plot.rates, plot.top)} class="line" />
        {plot.contractY !== undefined && <path d={`M0 ${plot.contractY}H${WIDTH}`} class="contract" />}
        {plot.throttles.map(({ x, at, texts }) => (
          <path key={at} d={`M${x} ${HEIGHT}V${HEIGHT * 0.72}`} class="throttle">
            <title>{`${clock(at)}: ${texts} held off`}</title>
          </path>
        ))}
        <Hover line={line} plot={plot} />
      </svg>
      <div class="axis" aria-hidden="true">
        <span>−{minutes} min</span>
        <span>−{minutes / 2} min</span>
        <span>now</span>
      </div>
      <figcaption>
        <span class="key sent">segments/s</span>
        {plot.contractY === undefined ? (
          <span class="quiet">the contract, {count(contract)}, is far above</span>
        ) : (
          <span class="key contract">contract, {count(contract)}</span>
        )}
        {plot.throttles.length > 0 && <span class="key throttle">throttled by its carrier</span>}
        {held && <span class="key paused">paused</span>}
      </figcaption>
      <details>
        <summary>By minute</summary>
        <ByMinute line={line} />
      </details>
    </figure>
  );
}

/** What each step says when it is pointed at. */
function Hover({ line, plot }: { line: ThroughputLine; plot: Plot }) {
  const step = WIDTH / plot.rates.length;
  const begin = Date.parse(line.until) - plot.rates.length * line.stepS * 1000;
  return (
    <g>
      {plot.rates.map((rate, place) => (
        <rect key={place} x={place * step} y="0" width={step} height={HEIGHT} class="hit">
          <title>{`${clock(begin + place * line.stepS * 1000)}: ${rateOf(rate)} segments/s`}</title>
        </rect>
      ))}
    </g>
  );
}

function ByMinute({ line }: { line: ThroughputLine }) {
  return (
    <table class="plain-table">
      <thead>
        <tr>
          <th scope="col">From</th>
          <th scope="col" class="number-cell">
            Segments/s
          </th>
          <th scope="col" class="number-cell">
            Throttled
          </th>
        </tr>
      </thead>
      <tbody>
        {minutesOf(line).map(({ at, rate, throttled }) => (
          <tr key={at}>
            <th scope="row">{clock(at)}</th>
            <td class="number-cell">{rateOf(rate)}</td>
            <td class="number-cell">{count(throttled)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function inWords({ rates, peak, throttles }: Plot, contract: number, minutes: number): string {
  const texts = throttles.reduce((sum, mark) => sum + mark.texts, 0);
  const last = throttles.at(-1);
  const throttled = last
    ? ` Its carrier held ${count(texts)} texts off, the last at ${clock(last.at)}.`
    : ' Its carrier held nothing off.';
  return `Segments per second in the last ${minutes} minutes: ${rateOf(rates.at(-1) ?? 0)} now, ${rateOf(peak)} at most, of ${count(contract)} in the contract.${throttled}`;
}
