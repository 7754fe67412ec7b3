import type { Progress } from '../../../src/domain/campaign-progress.js';
import { count } from '../words.js';

/** In the order in which a text comes through them, from its end. */
const PARTS = [
  ['delivered', 'delivered'],
  ['sent', 'sent'],
  ['unknown', 'unknown'],
  ['failed', 'not delivered'],
  ['refused', 'refused'],
  ['waiting', 'waiting'],
  ['deferred', 'for later'],
  ['left', 'not reached'],
] as const;

const WIDTH = 1000;

/** How far a campaign has come: a bar of all its people, and the same in numbers. */
export function ProgressBar({ progress, label }: { progress: Progress; label: string }) {
  const some = PARTS.filter(([part]) => progress[part] > 0);
  const all = Math.max(
    1,
    some.reduce((sum, [part]) => sum + progress[part], 0),
  );
  let at = 0;
  const words = some.map(([part, name]) => `${count(progress[part])} ${name}`).join(', ');
  return (
    <div class="progress">
      <svg
        viewBox={`0 0 ${WIDTH} 10`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${label}: of ${count(progress.audience)} people ${words === '' ? 'nobody' : words}`}
      >
        {some.map(([part, name]) => {
          const width = (progress[part] / all) * WIDTH;
          at += width;
          return (
            <rect key={part} x={at - width} y="0" width={width} height="10" class={part}>
              <title>{`${count(progress[part])} ${name}`}</title>
            </rect>
          );
        })}
      </svg>
      <ul class="legend">
        {some.map(([part, name]) => (
          <li key={part}>
            <span class={`key ${part}`}>
              <b>{count(progress[part])}</b> {name}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
