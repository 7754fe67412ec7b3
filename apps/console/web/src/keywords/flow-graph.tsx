import { useEffect, useState } from 'preact/hooks';
import { hrefOf } from '../route.js';
import type { Flow, PlacedFlow } from './flow-layout.js';

const WIDTH = 200;
const HEIGHT = 74;
const LINE = 27;

/** A flow as a drawing; each step leads to its line. The list beside it says the same in words. */
export function FlowGraph({ flow, goTo }: { flow: Flow; goTo: (line: number) => void }) {
  const [placed, setPlaced] = useState<PlacedFlow>();
  useEffect(() => {
    let left = false;
    import('./flow-layout.js')
      .then(({ placeFlow }) => left || setPlaced(placeFlow(flow)))
      .catch(() => undefined); // The list says all.
    return () => void (left = true);
  }, [flow]);
  if (placed === undefined) return null;
  const { width, height, places, ways } = placed;
  const over = [...places].find(([name]) => name.startsWith('/'))?.[1];
  const arrow = `arrow-${flow.flow}`;
  return (
    <div class="graph" tabIndex={0} role="region" aria-label={`Drawing of ${flow.flow}`}>
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="group"
        aria-label={flow.flow}
      >
        <defs>
          <marker
            id={arrow}
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            orient="auto"
          >
            <path d="M0 0l8 4-8 4z" />
          </marker>
        </defs>
        <g aria-hidden="true">
          {ways.map(({ points, label }, index) => (
            <g key={index} class="way">
              <path d={pathOf(points)} marker-end={`url(#${arrow})`} />
              {label && (
                <text x={label.x} y={label.y + 4} text-anchor="middle">
                  {label.words}
                </text>
              )}
            </g>
          ))}
          {over && (
            <g class="over" transform={`translate(${over.x - 28} ${over.y - 13})`}>
              <rect width="56" height="26" rx="13" />
              <text x="28" y="17" text-anchor="middle">
                over
              </text>
            </g>
          )}
        </g>
        {flow.steps.map(({ step, kind, words, line, problems }) => {
          const place = places.get(step);
          return (
            place && (
              <g key={step} transform={`translate(${place.x - WIDTH / 2} ${place.y - HEIGHT / 2})`}>
                <a
                  class={`step ${problems.length > 0 ? 'wrong' : ''}`}
                  href={hrefOf('keywords')}
                  onClick={() => goTo(line)}
                >
                  <title>{`${step}, ${kind}${words === undefined ? '' : `: ${words}`}${problems.map((one) => `. Problem: ${one}`).join('')}`}</title>
                  {/* The title is the link's name, and says it all in words. */}
                  <g aria-hidden="true">
                    <rect width={WIDTH} height={HEIGHT} rx="8" />
                    <text x="12" y="21" class="name">
                      {problems.length > 0 ? '⚠ ' : ''}
                      {step}
                    </text>
                    <text x={WIDTH - 12} y="21" text-anchor="end" class="kind">
                      {kind}
                    </text>
                    {linesOf(words).map((each, index) => (
                      <text key={index} x="12" y={42 + index * 17}>
                        {each}
                      </text>
                    ))}
                  </g>
                </a>
              </g>
            )
          );
        })}
      </svg>
    </div>
  );
}

function pathOf(points: PlacedFlow['ways'][number]['points']): string {
  return points
    .map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`)
    .join('');
}

/** Two lines of a step's words, as far as they fit. */
export function linesOf(words = ''): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words.split(/\s+/)) {
    if (`${line} ${word}`.trim().length <= LINE) line = `${line} ${word}`.trim();
    else {
      lines.push(line);
      line = word;
    }
  }
  lines.push(line);
  const [first = '', second] = lines.filter((each) => each !== '').map((each) => each.slice(0, LINE));
  if (second === undefined) return first === '' ? [] : [first];
  return [first, lines.length > 2 ? `${second.slice(0, LINE - 2)} …` : second];
}
