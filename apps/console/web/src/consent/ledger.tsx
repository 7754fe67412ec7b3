import { Badge } from '../parts.js';
import { plain, whole } from '../words.js';

export interface LedgerEntry {
  readonly version: number;
  readonly sender: string;
  readonly program: string;
  readonly from: string;
  readonly to: string;
  readonly rule: string;
  readonly source: string;
  readonly text?: string;
  readonly textErasedAt?: string;
  readonly matchedRule?: string;
  readonly disclosure?: string;
  readonly shown?: string;
  readonly receivedAt: string;
  readonly honouredAt: string;
  readonly prevHash: string;
  readonly hash: string;
}

/** A ledger's entries, the first one first, each with its evidence and its place in the chain. */
export function Ledger({
  entries,
  faultAt,
}: {
  entries: readonly LedgerEntry[];
  faultAt: number | undefined;
}) {
  return (
    <ol class="ledger">
      {entries.map((entry) => (
        <li key={entry.version} class={entry.version === faultAt ? 'fault' : ''}>
          <details open={entry.version === faultAt}>
            <summary>
              <span class="quiet">{entry.version}</span>{' '}
              <b>
                {entry.from} → {entry.to}
              </b>{' '}
              {entry.program === '*' ? 'everything' : entry.program} on {entry.sender}{' '}
              <span class="quiet">
                {whole(entry.honouredAt)}, {plain(entry.source)}
              </span>
              {entry.version === faultAt && <Badge tone="bad">altered</Badge>}
            </summary>
            <dl class="facts">
              <Evidence name="decided by" value={entry.rule} />
              <Evidence name="the text, as written" value={entry.text} />
              <Evidence
                name="the text"
                value={entry.textErasedAt && `erased on ${whole(entry.textErasedAt)}`}
              />
              <Evidence name="matched by" value={entry.matchedRule} />
              <Evidence name="agreed to" value={entry.disclosure} />
              <Evidence name="answered with" value={entry.shown} />
              <Evidence name="received" value={whole(entry.receivedAt)} />
              <Evidence name="hash before" value={entry.prevHash} code />
              <Evidence name="hash" value={entry.hash} code />
            </dl>
          </details>
        </li>
      ))}
    </ol>
  );
}

function Evidence({ name, value, code }: { name: string; value: string | undefined; code?: boolean }) {
  if (value === undefined) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{code ? <code>{value}</code> : value}</dd>
    </div>
  );
}
