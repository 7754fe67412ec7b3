import type { PlannedChange } from '../../../src/drafts.view.js';
import { Badge, type Tone } from '../parts.js';

const TITLES = {
  opt_out: 'How people get out',
  consent: 'Consent otherwise',
  other: 'Everything else',
} as const;
const TONES: Readonly<Record<PlannedChange['action'], Tone>> = { add: 'good', change: 'info', remove: 'bad' };
const ACTIONS = { add: 'added', change: 'changed', remove: 'removed' } as const;

/** What changes from one parley.yaml to another: opt-outs first, field by field. */
export function Changes({ changes }: { changes: readonly PlannedChange[] }) {
  if (changes.length === 0) return <p class="quiet">Nothing changes.</p>;
  const concerns = (['opt_out', 'consent', 'other'] as const).filter((concern) =>
    changes.some((change) => change.concern === concern),
  );
  return (
    <>
      {concerns.map((concern) => (
        <div key={concern}>
          <h3>{TITLES[concern]}</h3>
          <ul class="changes">
            {changes
              .filter((change) => change.concern === concern)
              .map((change) => (
                <ChangeRow key={`${change.kind}/${change.key}`} change={change} />
              ))}
          </ul>
        </div>
      ))}
    </>
  );
}

function ChangeRow({ change: { action, kind, key, fields } }: { change: PlannedChange }) {
  return (
    <li>
      <Badge tone={TONES[action]}>{ACTIONS[action]}</Badge> {kind} <b>{key}</b>
      {fields.map(({ field, before, after }) => (
        <div class="difference" key={field}>
          <span class="quiet">{field}</span>
          {before !== undefined && <del>{shown(before)}</del>}
          {after !== undefined && <ins>{shown(after)}</ins>}
        </div>
      ))}
    </li>
  );
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
