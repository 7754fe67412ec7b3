import { useState } from 'preact/hooks';
import { count } from '../words.js';
import { pathOf, roundTop } from './scale.js';

/** One line of a plot; its name tells it by word, its class by colour and dashes. */
export interface Line {
  readonly name: string;
  readonly tone: string;
  readonly values: readonly number[];
}

const WIDTH = 640;
const HEIGHT = 160;

/**
 * Values over time as lines, with the same as a table for who can't see them. Its colours are tokens, its lines differ
 * by their dashes too, and it is as wide as its place.
 */
export function LinePlot({
  label,
  at,
  lines,
}: {
  /** What is shown, in a sentence: the text alternative. */
  label: string;
  /** What each place is of, such as a day; the values of every line are as many. */
  at: readonly string[];
  lines: readonly Line[];
}) {
  const [place, setPlace] = useState<number>();
  const top = roundTop(Math.max(...lines.flatMap(({ values }) => values)));
  const last = at.length - 1;
  const shown = Math.min(place ?? last, last);
  const step = last > 0 ? WIDTH / last : 0;
  const point = (event: PointerEvent): void => {
    const { left, width } = (event.currentTarget as Element).getBoundingClientRect();
    setPlace(Math.max(0, Math.round(((event.clientX - left) / Math.max(1, width)) * last)));
  };
  return (
    <figure class="line-plot">
      <div class="drawn">
        <span class="axis" aria-hidden="true">
          <span>{count(top)}</span>
          <span>{count(top / 2)}</span>
          <span>0</span>
        </span>
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={label}
          onPointerMove={point}
          onPointerLeave={() => setPlace(undefined)}
        >
          {[0, HEIGHT / 2, HEIGHT].map((y) => (
            <line key={y} class="grid" x1="0" x2={WIDTH} y1={y} y2={y} />
          ))}
          {lines.map(({ name, tone, values }) => (
            <path key={name} class={`line ${tone}`} d={pathOf(values, top, WIDTH, HEIGHT)} />
          ))}
          {place !== undefined && (
            <line class="cursor" x1={shown * step} x2={shown * step} y1="0" y2={HEIGHT} />
          )}
        </svg>
        <span class="ends" aria-hidden="true">
          <span>{at[0]}</span>
          <span>{at[last]}</span>
        </span>
      </div>
      <figcaption>
        <b>{at[shown]}</b>
        {lines.map(({ name, tone, values }) => (
          <span key={name} class={`key ${tone}`}>
            {name} {count(values[shown] ?? 0)}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
