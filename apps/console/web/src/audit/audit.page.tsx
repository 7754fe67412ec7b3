import { useState } from 'preact/hooks';
import type { AuditEntry } from '../../../src/audit/audit.store.js';
import { Badge, Empty, Head, Problem } from '../parts.js';
import { Since } from '../repairs/since.js';
import { useLive } from '../use-live.js';
import { clock, whole } from '../words.js';

const NOTHING = { who: '', what: '', outcome: '', since: '' };

/** Who changed what by the console, and what was refused them; the newest first. */
export function AuditPage() {
  const [sought, setSought] = useState(NOTHING);
  const [pages, setPages] = useState<readonly number[]>([]);
  const query = new URLSearchParams({ ...sought, before: String(pages.at(-1) ?? '') });
  const live = useLive<{ entries: readonly AuditEntry[]; most: number }>(`/v1/audit/news?${query}`);
  const { data } = live;
  const set = (change: Partial<typeof NOTHING>): void => (setPages([]), setSought({ ...sought, ...change }));
  return (
    <>
      <Head title="Audit" live={live} />
      <form class="search even" role="search" onSubmit={(event) => event.preventDefault()}>
        <label>
          Who
          <input
            data-search
            value={sought.who}
            onInput={(event) => set({ who: event.currentTarget.value })}
          />
        </label>
        <label>
          What, on what, a code or a reason
          <input
            placeholder="letters.redrive"
            value={sought.what}
            onInput={(event) => set({ what: event.currentTarget.value })}
          />
        </label>
        <Since choose={(since) => set({ since })} />
        <label>
          Outcome
          <select value={sought.outcome} onChange={(event) => set({ outcome: event.currentTarget.value })}>
            <option value="">Either</option>
            <option value="ok">Done</option>
            <option value="refused">Refused</option>
          </select>
        </label>
      </form>
      {live.refusal && <Problem>{live.refusal.message}</Problem>}
      {data && data.entries.length === 0 && (
        <Empty>{sought === NOTHING ? 'Nobody changed anything yet.' : 'No entry fits.'}</Empty>
      )}
      {data && data.entries.length > 0 && (
        <table class="plain-table pickable">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Who</th>
              <th scope="col">What</th>
              <th scope="col">Outcome</th>
            </tr>
          </thead>
          <tbody>
            {data.entries.map(({ id, at, who, roles, action, target, outcome, code, why }) => (
              <tr key={id}>
                <td class="time">
                  <time dateTime={at} title={whole(at)}>
                    {clock(at)}
                  </time>
                </td>
                <th scope="row">
                  {who}
                  <small class="quiet">{roles.join(', ')}</small>
                </th>
                <td>
                  <code>{action}</code>
                  <small class="quiet ids">{target}</small>
                  {why !== undefined && <small class="quiet">“{why}”</small>}
                </td>
                <td>
                  <Badge tone={outcome === 'ok' ? 'good' : 'bad'}>{code ?? outcome}</Badge>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p class="actions">
        {pages.length > 0 && (
          <button type="button" class="second" onClick={() => setPages(pages.slice(0, -1))}>
            Newer
          </button>
        )}
        {data?.entries.length === data?.most && data !== undefined && (
          <button type="button" class="second" onClick={() => setPages([...pages, data.entries.at(-1)!.id])}>
            Older
          </button>
        )}
      </p>
    </>
  );
}
