import { useEffect, useState } from 'preact/hooks';
import type { PlannedChange } from '../../../src/drafts.view.js';
import type { VersionHead, VersionView } from '../../../src/versions.view.js';
import { ask, wordsOf } from '../api.js';
import { Badge, Empty, Problem } from '../parts.js';
import { whole } from '../words.js';
import { Changes } from './changes.js';

interface HistoryProps {
  /** Opens an older version as a draft, to be published as a new one. */
  bringBack(version: VersionView): void;
}

/** Every version: who, when, why and what it changed; any two compared; an older one brought back. */
export function History({ bringBack }: HistoryProps) {
  const [versions, setVersions] = useState<readonly VersionHead[]>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    ask<{ versions: VersionHead[] }>('/v1/config/versions').then(
      (found) => setVersions(found.versions),
      (error: unknown) => setProblem(wordsOf(error)),
    );
  }, []);
  if (problem !== undefined) return <Problem>{problem}</Problem>;
  if (versions === undefined) return <p class="quiet">Looking …</p>;
  if (versions.length === 0) return <Empty>Nothing was applied yet: a version is kept each time.</Empty>;
  return (
    <>
      {versions.length > 1 && <Compare versions={versions} />}
      <ol class="ledger" reversed aria-label="Versions, newest first">
        {versions.map((head, index) => (
          <VersionRow key={head.revision} head={head} newest={index === 0} bringBack={bringBack} />
        ))}
      </ol>
    </>
  );
}

function VersionRow({
  head,
  newest,
  bringBack,
}: HistoryProps & {
  head: VersionHead;
  newest: boolean;
}) {
  const { revision, appliedAt, by, reason, counts } = head;
  const [version, setVersion] = useState<VersionView>();
  const [problem, setProblem] = useState<string>();
  const load = async (): Promise<VersionView | undefined> => {
    if (version !== undefined) return version;
    try {
      const found = await ask<VersionView>(`/v1/config/versions/${encodeURIComponent(revision)}`);
      setVersion(found);
      return found;
    } catch (error) {
      setProblem(wordsOf(error));
      return undefined;
    }
  };
  return (
    <li>
      <div class="version">
        <b>{whole(appliedAt)}</b> <span>{by ?? 'the command line'}</span>{' '}
        {newest && <Badge tone="good">stands</Badge>}
        <span class="quiet">
          +{counts.add} ~{counts.change} −{counts.remove}
        </span>
      </div>
      {reason !== undefined && <p>{reason}</p>}
      <details onToggle={(event) => event.currentTarget.open && void load()}>
        <summary>
          What it changed <code>{revision.split('-').at(-1)}</code>
        </summary>
        {problem !== undefined && <Problem>{problem}</Problem>}
        {version?.changes && <Changes changes={version.changes} />}
        {version && version.changes === undefined && (
          <p class="quiet">This release no longer takes that file, or the one before it.</p>
        )}
      </details>
      {!newest && (
        <button
          type="button"
          class="plain"
          onClick={() => void load().then((found) => found && bringBack(found))}
        >
          Bring it back …
        </button>
      )}
    </li>
  );
}

function Compare({ versions }: { versions: readonly VersionHead[] }) {
  const [from, setFrom] = useState(versions[1]!.revision);
  const [to, setTo] = useState(versions[0]!.revision);
  const [found, setFound] = useState<{ changes?: PlannedChange[] }>();
  const [problem, setProblem] = useState<string>();
  const compare = (): void => {
    setProblem(undefined);
    const path = `/v1/config/versions/${encodeURIComponent(to)}/differences?from=${encodeURIComponent(from)}`;
    ask<{ changes?: PlannedChange[] }>(path).then(setFound, (error: unknown) => setProblem(wordsOf(error)));
  };
  const choose = (label: string, value: string, set: (revision: string) => void) => (
    <label>
      {label}
      <select value={value} onChange={(event) => (set(event.currentTarget.value), setFound(undefined))}>
        {versions.map(({ revision, appliedAt, reason }) => (
          <option key={revision} value={revision}>
            {whole(appliedAt)} {reason}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <section aria-labelledby="compare">
      <h2 id="compare">Compare</h2>
      <form class="search" onSubmit={(event) => (event.preventDefault(), compare())}>
        {choose('From', from, setFrom)}
        {choose('To', to, setTo)}
        <button type="submit">Compare</button>
      </form>
      {problem !== undefined && <Problem>{problem}</Problem>}
      {found &&
        (found.changes ? (
          <Changes changes={found.changes} />
        ) : (
          <p class="quiet">One of the two is no longer a file that this release takes.</p>
        ))}
    </section>
  );
}
