const HOUR_MS = 3_600_000;
const STRETCHES = [
  [0, 'At any time'],
  [1, 'In the last hour'],
  [24, 'In the last day'],
  [168, 'In the last 7 days'],
] as const;

/** From when on; told as the instant that it was when it was chosen, ISO 8601, or as nothing. */
export function Since({ choose }: { choose: (since: string) => void }) {
  return (
    <label>
      When
      <select onChange={(event) => choose(hoursAgo(Number(event.currentTarget.value)))}>
        {STRETCHES.map(([hours, label]) => (
          <option key={hours} value={hours}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}

const hoursAgo = (hours: number): string =>
  hours === 0 ? '' : new Date(Date.now() - hours * HOUR_MS).toISOString();
