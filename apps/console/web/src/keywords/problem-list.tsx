import type { Checks } from './use-checks.js';

/** How the draft stands, and every problem with its line. */
export function ProblemList({ checks, goTo }: { checks: Checks; goTo: (line: number) => void }) {
  const { found, failure, settled } = checks;
  const problems = found?.problems ?? [];
  const sum = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return (
    <section aria-label="Problems">
      <p
        role="status"
        class={found && settled ? `verdict ${problems.length === 0 ? 'good' : 'bad'}` : 'verdict'}
      >
        {failure ??
          (found === undefined || !settled ? 'Looking …' : problems.length === 0 ? '✓ No problems' : sum)}
      </p>
      {problems.length > 0 && (
        <ul class="problems" tabIndex={0} aria-label="Problems by line">
          {problems.map(({ line, column, code, message }) => (
            <li key={`${line}:${column}:${code}:${message}`}>
              <button type="button" class="plain" onClick={() => goTo(line)}>
                line {line}
              </button>
              <span>
                {message} <code>{code}</code>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
