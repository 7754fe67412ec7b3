import { useState } from 'preact/hooks';
import type { CampaignReview, ReviewedList } from '../../../src/campaign-review.js';
import type { CampaignHours } from '../../../src/domain/campaign-hours.js';
import { Badge, Fact } from '../parts.js';
import { counted } from '../phone/counted.js';
import { count, lasted, whole } from '../words.js';
import type { Draft } from './draft.js';
import { hoursWords } from './hours-words.js';

/** All that a campaign will do, before it does it; it starts with who starts it and why. */
export function Review({
  draft,
  review,
  start,
  back,
}: {
  draft: Draft;
  review: CampaignReview;
  start: (why: string) => Promise<void>;
  back: () => void;
}) {
  const [why, setWhy] = useState('');
  const [busy, setBusy] = useState(false);
  const { findings, people, list, hours } = review;
  const forbidden = findings.some(({ severity }) => severity === 'error');
  const begin = (): void => {
    setBusy(true);
    void start(why.trim()).finally(() => setBusy(false));
  };
  return (
    <>
      {findings.length > 0 && (
        <ul class="findings" aria-label="What speaks against it">
          {findings.map(({ code, severity, message }) => (
            <li key={code}>
              <Badge tone={severity === 'error' ? 'bad' : 'warn'}>
                {severity === 'error' ? 'stops it' : 'mind'}
              </Badge>{' '}
              {message} <code>{code}</code>
            </li>
          ))}
        </ul>
      )}
      <section class="card" aria-labelledby="will">
        <h2 id="will">What will happen</h2>
        <p class="bubble theirs">{review.text}</p>
        <dl class="facts">
          <Fact name="to">
            {count(people)} {people === 1 ? 'person' : 'people'},{' '}
            {list === undefined ? `everybody in ${draft.program}` : `of a list of ${count(list.numbers)}`}
            {draft.sendAfter !== '' && ' now; whoever is in it then gets it'}
          </Fact>
          <Fact name="from">{draft.sender}</Fact>
          <Fact name="each text">{counted(review.text)}</Fact>
          <Fact name="in all">
            {count(review.segments)} segments
            {review.takesS !== undefined &&
              `, ${lasted(review.takesS * 1000)} at ${count(review.segmentsPerSecond ?? 0)} segments/s with nothing else to send`}
            {review.segmentsPerDay !== undefined && `; ${count(review.segmentsPerDay)} a day at most`}
          </Fact>
          <Fact name="begins">
            {draft.sendAfter === '' ? 'at once' : whole(new Date(draft.sendAfter).toISOString())}
          </Fact>
          <Fact name="ends">
            {draft.expiresAt === ''
              ? 'when everybody had it'
              : whole(new Date(draft.expiresAt).toISOString())}
          </Fact>
          {review.maxPerDay !== undefined && (
            <Fact name="a day">
              at most {count(review.maxPerDay)} of the program for each person; who had as many is refused
            </Fact>
          )}
          <Fact name="hours">
            {hours === undefined ? 'any: it is no marketing' : <Hours hours={hours} />}
          </Fact>
        </dl>
      </section>
      {list && <ListFacts list={list} />}
      <form class="card stack" onSubmit={(event) => (event.preventDefault(), begin())}>
        <label>
          Why it is sent
          <input
            required
            maxLength={240}
            value={why}
            placeholder="the new wool came in"
            onInput={(event) => setWhy(event.currentTarget.value)}
          />
        </label>
        <div class="choices">
          <button type="submit" disabled={forbidden || busy || why.trim() === ''}>
            Start: text {count(people)} {people === 1 ? 'person' : 'people'}
          </button>
          <button type="button" class="plain" onClick={back}>
            Back to the draft
          </button>
        </div>
      </form>
    </>
  );
}

const MOST_HOURS = 8;

function Hours({ hours: { open, never } }: { hours: CampaignHours }) {
  const rest = open.slice(MOST_HOURS).reduce((sum, { people }) => sum + people, 0);
  const now = Date.now();
  return (
    <ul class="hours">
      <li class="quiet">
        Marketing goes within the hours of where each number is from; times are by your clock.
      </li>
      {open.slice(0, MOST_HOURS).map((one) => (
        <li key={`${one.opensAt} ${one.closesAt}`}>
          <b>{count(one.people)}</b> {hoursWords(one, now)}
        </li>
      ))}
      {rest > 0 && <li>{count(rest)} within other hours</li>}
      {never > 0 && (
        <li>
          <b>{count(never)}</b> never: their hours begin too late or are not known, <code>QUIET_HOURS</code>
        </li>
      )}
    </ul>
  );
}

const STANDS: Readonly<Record<string, string>> = {
  in: 'are in the program and get it',
  out: 'have left it and get nothing',
  pending: 'have not confirmed and get nothing',
  none: 'never joined it and get nothing',
};

function ListFacts({ list }: { list: ReviewedList }) {
  const { numbers, repeated, refused, firstRefused, memberships } = list;
  return (
    <section class="card" aria-labelledby="list">
      <h2 id="list">The list: {count(numbers)} numbers</h2>
      <ul>
        {memberships.map(({ state, people }) => (
          <li key={state}>
            <b>{count(people)}</b> {STANDS[state] ?? state}
          </li>
        ))}
        {repeated > 0 && (
          <li>
            <b>{count(repeated)}</b> were there twice, and count once
          </li>
        )}
      </ul>
      {refused > 0 && (
        <details open>
          <summary>
            {count(refused)} {refused === 1 ? 'is no number and is' : 'are no numbers and are'} left out
          </summary>
          <table class="plain-table">
            <thead>
              <tr>
                <th scope="col" class="number-cell">
                  Line
                </th>
                <th scope="col">Written</th>
                <th scope="col">Why</th>
              </tr>
            </thead>
            <tbody>
              {firstRefused.map(({ line, written, code, message }, place) => (
                <tr key={place}>
                  <td class="number-cell">{line}</td>
                  <th scope="row">{written}</th>
                  <td>
                    {message} <code>{code}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {refused > firstRefused.length && (
            <p class="quiet">and {count(refused - firstRefused.length)} more</p>
          )}
        </details>
      )}
    </section>
  );
}
