import { useEffect, useState } from 'preact/hooks';
import { ask, wordsOf } from '../api.js';
import { Badge, Empty, Head, Problem, type Tone } from '../parts.js';
import { go } from '../route.js';
import { useSurroundings } from '../surroundings.js';
import { whole } from '../words.js';
import { ExportButtons } from './export-buttons.js';
import { Growth } from './growth.js';
import { Ledger, type LedgerEntry } from './ledger.js';

interface Consents {
  readonly subscriber: string;
  readonly consents: readonly {
    sender: string;
    program: string;
    state: string;
    since: string;
    expiresAt?: string;
  }[];
  readonly verified: boolean;
  readonly fault?: string;
  readonly faultAt?: number;
  readonly ledger: readonly LedgerEntry[];
}

const TONES: Readonly<Record<string, Tone>> = { in: 'good', out: 'bad', pending: 'info', none: 'quiet' };

/** Whether somebody may be texted, and what proves it. */
export function ConsentPage({ number }: { number: string }) {
  const { has } = useSurroundings();
  const [written, setWritten] = useState(number);
  const [found, setFound] = useState<Consents>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    if (number === '') return;
    ask<Consents>(`/v1/people/${encodeURIComponent(number)}/consents`).then(setFound, (error: unknown) =>
      setProblem(wordsOf(error)),
    );
  }, [number]);

  return (
    <>
      <Head title="Consent" />
      {!has.consents && (
        <Problem>The console does not know where subscriptions is (SUBSCRIPTIONS_URL).</Problem>
      )}
      <form
        class="search"
        role="search"
        onSubmit={(event) => (event.preventDefault(), go('consent', written.trim()))}
      >
        <label class="wide">
          Whose number
          <input
            type="search"
            data-search
            inputMode="tel"
            placeholder="+1 415 555 0101"
            value={written}
            onInput={(event) => setWritten(event.currentTarget.value)}
          />
        </label>
        <button type="submit" disabled={written.trim() === ''}>
          Show
        </button>
      </form>
      {problem !== undefined && <Problem>{problem}</Problem>}
      {found && <Found found={found} />}
      {number === '' && <Growth />}
    </>
  );
}

function Found({ found }: { found: Consents }) {
  const { may } = useSurroundings();
  const { subscriber, consents, ledger } = found;
  if (ledger.length === 0) return <Empty>{subscriber} has never joined or left anything.</Empty>;
  return (
    <>
      <section aria-labelledby="standing">
        <h2 id="standing">{subscriber}</h2>
        <table class="plain-table">
          <thead>
            <tr>
              <th scope="col">Sender</th>
              <th scope="col">Program</th>
              <th scope="col">State</th>
              <th scope="col">Since</th>
            </tr>
          </thead>
          <tbody>
            {consents.map(({ sender, program, state, since, expiresAt }) => (
              <tr key={`${sender}/${program}`}>
                <th scope="row">{sender}</th>
                <td>{program === '*' ? 'everything on it' : program}</td>
                <td>
                  <Badge tone={TONES[state] ?? 'quiet'}>{state}</Badge>
                  {expiresAt !== undefined && <small> until {whole(expiresAt)}</small>}
                </td>
                <td>{whole(since)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section aria-labelledby="ledger">
        <h2 id="ledger">Ledger</h2>
        <p class={`verdict ${found.verified ? 'good' : 'bad'}`} role="status">
          {found.verified
            ? `✓ Verified: every entry (${ledger.length}) is as it was written, and none is missing.`
            : `✗ ${found.fault ?? 'It does not verify'}: the first place where it shows is entry ${found.faultAt ?? '?'}.`}
        </p>
        {may.includes('numbers:see') && <ExportButtons number={subscriber} />}
        <Ledger entries={ledger} faultAt={found.faultAt} />
      </section>
    </>
  );
}
