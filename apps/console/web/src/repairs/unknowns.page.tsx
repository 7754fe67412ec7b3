import { useState } from 'preact/hooks';
import type { UnknownList } from '../../../src/repairs/unknowns.store.js';
import { tell, wordsOf } from '../api.js';
import { Badge, Empty, Head, Problem } from '../parts.js';
import { hrefOf } from '../route.js';
import { useSurroundings } from '../surroundings.js';
import { useLive } from '../use-live.js';
import { clock, count, whole } from '../words.js';
import { Choice } from './choice.js';
import { useChosen } from './chosen.js';
import { Since } from './since.js';
import { RepairTabs } from './tabs.js';

const OUTCOMES = [
  ['delivered', 'They were delivered'],
  ['undelivered', 'They were not delivered'],
  ['resend', 'Send them again'],
] as const;

const NOTHING = { sender: '', carrier: '', since: '' };

/** Texts of which nobody knows whether the carrier took them; who found out says so. */
export function UnknownsPage() {
  const { may } = useSurroundings();
  const [sought, setSought] = useState(NOTHING);
  const live = useLive<UnknownList>(`/v1/unknowns/news?${new URLSearchParams(sought)}`);
  const { data } = live;
  const texts = data?.texts ?? [];
  const chosen = useChosen(texts.map(({ mtId }) => mtId));
  const mayResolve = may.includes('repairs:write');
  const set = (change: Partial<typeof NOTHING>): void => setSought({ ...sought, ...change });
  return (
    <>
      <Head title="Unknown outcomes" live={live} />
      <RepairTabs here="unknowns" />
      <p class="quiet">
        The carrier may have them, so they are never sent again by themselves. A late receipt resolves them;
        so do you, by what the carrier’s own log or support says.
      </p>
      <form class="search even" role="search" onSubmit={(event) => event.preventDefault()}>
        <Choice
          label="Sender"
          value={sought.sender}
          of={data?.senders.map(({ name, texts: number }) => [name, number])}
          choose={(sender) => set({ sender })}
        />
        <Choice
          label="Carrier"
          value={sought.carrier}
          of={data?.carriers.map(({ name, texts: number }) => [name, number])}
          choose={(carrier) => set({ carrier })}
        />
        <Since choose={(since) => set({ since })} />
      </form>
      {live.refusal && <Problem>{live.refusal.message}</Problem>}
      {data && texts.length === 0 && (
        <Empty>
          {data.senders.length === 0
            ? 'Of every text is known what became of it.'
            : 'No text with an unknown outcome fits.'}
        </Empty>
      )}
      {texts.length > 0 && (
        <>
          {mayResolve && <Resolve mtIds={chosen.all} done={chosen.clear} />}
          <table class="plain-table pickable">
            <thead>
              <tr>
                {mayResolve && (
                  <th scope="col" class="pick">
                    <input
                      type="checkbox"
                      aria-label={`Choose all ${texts.length} that are shown`}
                      checked={chosen.all.length === texts.length}
                      onChange={() => chosen.toggleAll(texts.map(({ mtId }) => mtId))}
                    />
                  </th>
                )}
                <th scope="col">Whose</th>
                <th scope="col">Text</th>
                <th scope="col">Why</th>
                <th scope="col">Since</th>
              </tr>
            </thead>
            <tbody>
              {texts.map(
                ({ mtId, subscriber, sender, conversationId, text, code, carrier, since, surfaced }) => (
                  <tr key={mtId}>
                    {mayResolve && (
                      <td class="pick">
                        <input
                          type="checkbox"
                          aria-label={`Choose the text to ${subscriber} of ${whole(since)}`}
                          checked={chosen.has(mtId)}
                          onChange={() => chosen.toggle(mtId)}
                        />
                      </td>
                    )}
                    <th scope="row">
                      <a href={hrefOf('conversations', conversationId)}>{subscriber}</a>
                      <small class="quiet">↔ {sender}</small>
                    </th>
                    <td class="written">{text}</td>
                    <td>
                      <code>{code}</code>
                      <small class="quiet">{carrier}</small>
                      {surfaced && <Badge tone="warn">no receipt came</Badge>}
                    </td>
                    <td class="time">
                      <time dateTime={since} title={whole(since)}>
                        {clock(since)}
                      </time>
                    </td>
                  </tr>
                ),
              )}
            </tbody>
          </table>
          {data && data.fit > texts.length && (
            <p class="quiet">
              The oldest {count(texts.length)} of {count(data.fit)}; resolve some, or look for fewer.
            </p>
          )}
        </>
      )}
    </>
  );
}

function Resolve({ mtIds, done }: { mtIds: readonly string[]; done: () => void }) {
  const [as, setAs] = useState<string>('delivered');
  const [why, setWhy] = useState('');
  const [said, setSaid] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const send = async (): Promise<void> => {
    setProblem(undefined);
    try {
      const { asked, refused } = await tell<{ asked: number; refused: readonly { message: string }[] }>(
        '/v1/unknowns/resolve',
        { mtIds, as, why: why.trim() },
      );
      setSaid(`${count(asked)} resolved as ${as}.`);
      if (refused.length > 0) setProblem(`${count(refused.length)} not: ${refused[0]!.message}`);
      done();
    } catch (error) {
      setProblem(wordsOf(error));
    }
  };
  return (
    <form class="card resolve" onSubmit={(event) => (event.preventDefault(), void send())}>
      <label>
        What became of them
        <select value={as} onChange={(event) => setAs(event.currentTarget.value)}>
          {OUTCOMES.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <label>
        On what grounds (kept)
        <input
          required
          maxLength={240}
          placeholder="seen in the carrier’s log"
          value={why}
          onInput={(event) => setWhy(event.currentTarget.value)}
        />
      </label>
      {as === 'resend' && (
        <p class="quiet">New texts go, under ids of their own; who had the first has a second copy then.</p>
      )}
      <button type="submit" disabled={mtIds.length === 0 || why.trim() === ''}>
        {mtIds.length === 0 ? 'Choose texts' : `Resolve ${count(mtIds.length)}`}
      </button>
      {said !== undefined && <p role="status">{said}</p>}
      {problem !== undefined && <Problem>{problem}</Problem>}
    </form>
  );
}
