import { count } from '../words.js';
import type { Draft } from './draft.js';

/** Whom a campaign is for: everybody who is in the program, or a list that is pasted or read from a file. */
export function AudienceFields({
  draft: { to, numbers },
  set,
  members,
}: {
  draft: Draft;
  set: (change: Partial<Draft>) => void;
  members: number;
}) {
  const lines = numbers.split('\n').filter((line) => line.trim() !== '').length;
  return (
    <fieldset>
      <legend>To</legend>
      <label class="inline">
        <input type="radio" name="to" checked={to === 'all'} onChange={() => set({ to: 'all' })} />
        <span>
          everybody who is in the program: {count(members)} {members === 1 ? 'person' : 'people'} now
        </span>
      </label>
      <label class="inline">
        <input type="radio" name="to" checked={to === 'list'} onChange={() => set({ to: 'list' })} />
        <span>those of a list who are in it</span>
      </label>
      {to === 'list' && (
        <>
          <label>
            Numbers, one a line{lines > 1 && ` (${count(lines)} lines)`}
            <textarea
              rows={6}
              spellcheck={false}
              placeholder={'+1 415 555 0101\n(415) 555-0102'}
              value={numbers}
              onInput={(event) => set({ numbers: event.currentTarget.value })}
            />
          </label>
          <label>
            or a file of them
            <input
              type="file"
              accept=".txt,.csv,text/plain,text/csv"
              onChange={(event) =>
                void event.currentTarget.files?.[0]?.text().then((text) => set({ numbers: text }))
              }
            />
          </label>
        </>
      )}
    </fieldset>
  );
}
