import { useState } from 'preact/hooks';
import type { LetterList, LetterRow } from '../../../src/repairs/letters.view.js';
import { Badge, Empty, Head, Problem } from '../parts.js';
import { hrefOf } from '../route.js';
import { useSurroundings } from '../surroundings.js';
import { useLive } from '../use-live.js';
import { clock, count, whole } from '../words.js';
import { Choice } from './choice.js';
import { useChosen } from './chosen.js';
import { Redrive } from './redrive.js';
import { Since } from './since.js';
import { RepairTabs } from './tabs.js';

const NOTHING = { topic: '', reason: '', since: '', redriven: 'no' };

/** Records that no consumer could take, the newest first: found, tried out and published again, one or many. */
export function LettersPage() {
  const { may } = useSurroundings();
  const [sought, setSought] = useState(NOTHING);
  const live = useLive<LetterList>(`/v1/letters/news?${new URLSearchParams(sought)}`);
  const { data } = live;
  const letters = data?.letters ?? [];
  const chosen = useChosen(letters.map(({ id }) => id));
  const set = (change: Partial<typeof NOTHING>): void => setSought({ ...sought, ...change });
  return (
    <>
      <Head title="Dead letters" live={live} />
      <RepairTabs here="" />
      <form class="search even" role="search" onSubmit={(event) => event.preventDefault()}>
        <Choice
          label="Topic"
          value={sought.topic}
          of={data?.topics.map(({ name, letters: number }) => [name, number])}
          choose={(topic) => set({ topic })}
        />
        <Choice
          label="Reason"
          value={sought.reason}
          of={data?.reasons.map(({ name, letters: number }) => [name, number])}
          choose={(reason) => set({ reason })}
        />
        <Since choose={(since) => set({ since })} />
        <label>
          Published again
          <select value={sought.redriven} onChange={(event) => set({ redriven: event.currentTarget.value })}>
            <option value="no">Not yet</option>
            <option value="yes">Already</option>
            <option value="">Either</option>
          </select>
        </label>
      </form>
      {live.refusal && <Problem>{live.refusal.message}</Problem>}
      {data && data.topics.length > 0 && may.includes('repairs:write') && (
        <Redrive
          wanted={chosen.all.map((id) => ({ id }))}
          done={chosen.clear}
          idle="Choose letters to try them out or to publish them again."
        />
      )}
      {data && letters.length === 0 && (
        <Empty>{data.topics.length === 0 ? 'There are no dead letters.' : 'No dead letter fits.'}</Empty>
      )}
      {data && letters.length > 0 && (
        <>
          <table class="plain-table pickable">
            <thead>
              <tr>
                <th scope="col" class="pick">
                  <input
                    type="checkbox"
                    aria-label={`Choose all ${letters.length} that are shown`}
                    checked={chosen.all.length === letters.length}
                    onChange={() => chosen.toggleAll(letters.map(({ id }) => id))}
                  />
                </th>
                <th scope="col">Where it lay</th>
                <th scope="col">Why</th>
                <th scope="col">Written</th>
              </tr>
            </thead>
            <tbody>
              {letters.map((letter) => (
                <Row
                  key={letter.id}
                  letter={letter}
                  chosen={chosen.has(letter.id)}
                  choose={() => chosen.toggle(letter.id)}
                />
              ))}
            </tbody>
          </table>
          {data.fit > letters.length && (
            <p class="quiet">
              The newest {count(letters.length)} of {count(data.fit)}; publish some again, or look for fewer.
            </p>
          )}
        </>
      )}
      {data && data.leftOut > 0 && (
        <p class="quiet">
          {count(data.leftOut)} older ones are not held here: <code>npx parley dlq list</code> shows all.
        </p>
      )}
    </>
  );
}

function Row({ letter, chosen, choose }: { letter: LetterRow; chosen: boolean; choose: () => void }) {
  const { id, origin, group, reason, detail, at, key, redriven } = letter;
  return (
    <tr>
      <td class="pick">
        <input
          type="checkbox"
          aria-label={`Choose ${origin}, of ${group}`}
          checked={chosen}
          onChange={choose}
        />
      </td>
      <th scope="row">
        <a href={hrefOf('repairs', `letter/${id}`)}>
          <code>{origin}</code>
        </a>
        <small class="quiet">
          {group} · {key}
        </small>
      </th>
      <td>
        <Badge tone="warn">{reason}</Badge> {redriven && <Badge tone="good">published again</Badge>}
        <small class="quiet">{detail}</small>
      </td>
      <td class="time">
        <time dateTime={at} title={whole(at)}>
          {clock(at)}
        </time>
      </td>
    </tr>
  );
}
