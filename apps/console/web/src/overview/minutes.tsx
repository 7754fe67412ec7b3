import { count } from '../words.js';

export interface Minute {
  /** ISO 8601. */
  readonly at: string;
  readonly mos: number;
  readonly mts: number;
}

const HEIGHT = 64;
const STEP = 12;
const BAR = 4;
const TIME = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });

/** Texts by minute: what came in beside what went out. */
export function Minutes({ minutes }: { minutes: readonly Minute[] }) {
  const most = Math.max(1, ...minutes.map(({ mos, mts }) => Math.max(mos, mts)));
  const tall = (texts: number): number => (texts === 0 ? 0 : Math.max(1.5, (texts / most) * HEIGHT));
  const sum = (of: 'mos' | 'mts'): string => count(minutes.reduce((total, minute) => total + minute[of], 0));
  return (
    <figure class="minutes">
      <svg
        viewBox={`0 0 ${minutes.length * STEP} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`In the last ${minutes.length} minutes ${sum('mos')} texts came in and ${sum('mts')} went out; at most ${count(most)} in a minute.`}
      >
        {minutes.map(({ at, mos, mts }, place) => (
          <g key={at}>
            <title>{`${TIME.format(new Date(at))}: ${mos} in, ${mts} out`}</title>
            <rect x={place * STEP} y="0" width={STEP} height={HEIGHT} class="hit" />
            <rect x={place * STEP + 1.5} y={HEIGHT - tall(mos)} width={BAR} height={tall(mos)} class="in" />
            <rect x={place * STEP + 6.5} y={HEIGHT - tall(mts)} width={BAR} height={tall(mts)} class="out" />
          </g>
        ))}
      </svg>
      <figcaption>
        <span class="key in">in</span> <span class="key out">out</span>
        <span class="quiet">
          by minute, the last {minutes.length}; tallest {count(most)}
        </span>
      </figcaption>
    </figure>
  );
}
