import { useEffect, useState } from 'preact/hooks';
import type { LetterPage as Letter } from '../../../src/repairs/letters.view.js';
import { ask, wordsOf } from '../api.js';
import { Badge, Fact, Head, Problem } from '../parts.js';
import { hrefOf } from '../route.js';
import { useSurroundings } from '../surroundings.js';
import { count, whole } from '../words.js';
import { adviceOn } from './reasons.js';
import { Redrive } from './redrive.js';

/** One dead letter whole: why it was set aside and what to do, its headers and bytes, and its value to be edited. */
export function LetterPage({ id }: { id: string }) {
  const { may } = useSurroundings();
  const [letter, setLetter] = useState<Letter>();
  const [value, setValue] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const load = (): void =>
    void ask<Letter>(`/v1/letters/${encodeURIComponent(id)}`).then(setLetter, (error: unknown) =>
      setProblem(wordsOf(error)),
    );
  useEffect(load, [id]);
  return (
    <>
      <p class="back">
        <a href={hrefOf('repairs')}>← Dead letters</a>
      </p>
      <Head title="Dead letter" />
      {problem !== undefined && <Problem>{problem}</Problem>}
      {letter && (
        <>
          <Why letter={letter} />
          <Value letter={letter} value={value} edit={setValue} />
          {may.includes('repairs:write') && (
            <Redrive
              wanted={letter.redriven ? [] : [{ id, ...(value !== undefined && { value }) }]}
              done={load}
              idle="It was published again."
            />
          )}
          <HeadersOf letter={letter} />
        </>
      )}
    </>
  );
}

function Why({ letter: { origin, group, reason, detail, at, key, redriven, cut } }: { letter: Letter }) {
  return (
    <section class="card" aria-labelledby="why">
      <h2 id="why">
        <Badge tone="warn">{reason}</Badge> <span class="quiet">{detail}</span>
      </h2>
      <p>{adviceOn(reason)}</p>
      {redriven && (
        <p class="verdict good">
          {redriven.by} published it again at {whole(redriven.at)}
          {redriven.edited && ', edited'}.
        </p>
      )}
      {cut && <Problem>It was longer than a broker takes again: a part of it is not kept.</Problem>}
      <dl class="facts">
        <Fact name="Where it lay">
          <code>{origin}</code>
        </Fact>
        <Fact name="Who could not take it">{group}</Fact>
        <Fact name="Written">{whole(at)}</Fact>
        <Fact name="Key">
          <code>{key}</code>
        </Fact>
      </dl>
    </section>
  );
}

function Value({
  letter,
  value,
  edit,
}: {
  letter: Letter;
  value: string | undefined;
  edit: (value: string | undefined) => void;
}) {
  const { may } = useSurroundings();
  const text = 'text' in letter.value ? laidOut(letter.value.text) : '';
  const canEdit = may.includes('repairs:write') && !letter.redriven;
  return (
    <section aria-labelledby="value">
      <h2 id="value">
        Value <span class="quiet">{count(letter.bytes)} bytes</span>
      </h2>
      {'hex' in letter.value && (
        <>
          <pre class="bytes" tabIndex={0} aria-labelledby="value">
            {letter.value.hex}
          </pre>
          {letter.value.more > 0 && <p class="quiet">{count(letter.value.more)} more bytes are not shown.</p>}
        </>
      )}
      {value === undefined ? (
        <>
          {'text' in letter.value && (
            <pre class="bytes" tabIndex={0} aria-labelledby="value">
              {text}
            </pre>
          )}
          {canEdit && (
            <button type="button" class="second" onClick={() => edit(text)}>
              {'text' in letter.value ? 'Edit' : 'Write it anew'}
            </button>
          )}
        </>
      ) : (
        <div class="stack">
          <label>
            Its new value, JSON
            <textarea
              class="code"
              rows={Math.min(24, value.split('\n').length + 2)}
              spellcheck={false}
              value={value}
              onInput={(event) => edit(event.currentTarget.value)}
            />
          </label>
          <p class="quiet">
            Edited, it is no longer its service’s word: it goes on in the name of the console, with the same
            id.{' '}
            <button type="button" class="plain" onClick={() => edit(undefined)}>
              Leave it as it was
            </button>
          </p>
        </div>
      )}
    </section>
  );
}

function HeadersOf({ letter: { headers } }: { letter: Letter }) {
  return (
    <section aria-labelledby="headers">
      <h2 id="headers">Headers</h2>
      {Object.keys(headers).length === 0 && <p class="quiet">It has none.</p>}
      <dl class="facts">
        {Object.entries(headers).map(([name, value]) => (
          <Fact key={name} name={name}>
            <code>{value}</code>
          </Fact>
        ))}
      </dl>
    </section>
  );
}

/** JSON by lines, where it is some. */
function laidOut(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
