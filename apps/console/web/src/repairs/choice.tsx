/** One of several names, or all of them; each with how many there are of it. */
export function Choice({
  label,
  value,
  of = [],
  choose,
}: {
  label: string;
  value: string;
  of?: readonly (readonly [name: string, number: number])[] | undefined;
  choose: (value: string) => void;
}) {
  return (
    <label>
      {label}
      <select value={value} onChange={(event) => choose(event.currentTarget.value)}>
        <option value="">All</option>
        {of.map(([name, number]) => (
          <option key={name} value={name}>
            {name} ({number})
          </option>
        ))}
      </select>
    </label>
  );
}
