import { useEffect, useState } from 'preact/hooks';
import type { DayOfPeople, ProgramGrowth } from '../../../src/domain/program-growth.js';
import { ask, wordsOf } from '../api.js';
import { Empty, Problem } from '../parts.js';
import { LinePlot } from '../plot/line-plot.js';
import { count } from '../words.js';

const TIMES = [
  [30, '30 days'],
  [90, '90 days'],
  [365, 'a year'],
] as const;

/** How programs grew: who was in, who left and who has not confirmed, by day. */
export function Growth() {
  const [days, setDays] = useState(90);
  const [programs, setPrograms] = useState<readonly ProgramGrowth[]>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    ask<{ programs: readonly ProgramGrowth[] }>(`/v1/programs/growth?days=${days}`).then(
      (said) => (setProblem(undefined), setPrograms(said.programs)),
      (error: unknown) => setProblem(wordsOf(error)),
    );
  }, [days]);
  return (
    <section aria-labelledby="growth">
      <h2 id="growth">How programs grew</h2>
      <div class="choices" role="group" aria-label="How far back">
        {TIMES.map(([some, words]) => (
          <button
            key={some}
            type="button"
            class="chip"
            aria-pressed={days === some}
            onClick={() => setDays(some)}
          >
            {words}
          </button>
        ))}
      </div>
      {problem !== undefined && <Problem>{problem}</Problem>}
      {programs?.length === 0 && <Empty>Nobody has joined a program yet.</Empty>}
      <div class="cards">
        {programs?.map((program) => (
          <ProgramCard key={`${program.sender}/${program.program}`} growth={program} />
        ))}
      </div>
    </section>
  );
}

function ProgramCard({ growth: { sender, program, days } }: { growth: ProgramGrowth }) {
  const id = `grew-${sender}-${program}`.replace(/\W/g, '_');
  const [first, last] = [days[0]!, days.at(-1)!];
  const lines = [
    { name: 'in', tone: 'good', values: days.map((day) => day.in) },
    { name: 'pending', tone: 'info', values: days.map((day) => day.pending) },
    { name: 'out', tone: 'bad', values: days.map((day) => day.out) },
  ];
  return (
    <section class="card" aria-labelledby={id}>
      <h3 id={id}>
        {program} <span class="quiet">on {sender}</span>
      </h3>
      <LinePlot
        label={`Members of ${program} by day, from ${standing(first)} to ${standing(last)}.`}
        at={days.map(({ day }) => day)}
        lines={lines}
      />
      <details>
        <summary>As a table</summary>
        <div class="scroll">
          <DayTable days={weekly(days)} />
        </div>
      </details>
    </section>
  );
}

const standing = (of: DayOfPeople): string =>
  `${count(of.in)} in, ${count(of.pending)} pending and ${count(of.out)} out on ${of.day}`;

/** Of a long time a row a week is enough, the last day always among them. */
function weekly(days: readonly DayOfPeople[]): readonly DayOfPeople[] {
  return days.length <= 31 ? days : days.filter((_, place) => (days.length - 1 - place) % 7 === 0);
}

function DayTable({ days }: { days: readonly DayOfPeople[] }) {
  return (
    <table class="plain-table">
      <thead>
        <tr>
          <th scope="col">Day (UTC)</th>
          <th scope="col" class="number-cell">
            In
          </th>
          <th scope="col" class="number-cell">
            Pending
          </th>
          <th scope="col" class="number-cell">
            Out
          </th>
        </tr>
      </thead>
      <tbody>
        {days.toReversed().map((of) => (
          <tr key={of.day}>
            <th scope="row">{of.day}</th>
            <td class="number-cell">{count(of.in)}</td>
            <td class="number-cell">{count(of.pending)}</td>
            <td class="number-cell">{count(of.out)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
