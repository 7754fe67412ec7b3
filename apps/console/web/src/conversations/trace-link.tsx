/** Leads to a turn's waterfall, and opens it, where it is kept. */
export function TraceLink({ traceId, words = 'trace' }: { traceId: string; words?: string }) {
  return (
    <a href={`#trace-${traceId}`} onClick={(event) => (event.preventDefault(), show(traceId))}>
      {words}
    </a>
  );
}

function show(traceId: string): void {
  const trace = document.getElementById(`trace-${traceId}`);
  if (!(trace instanceof HTMLDetailsElement)) return;
  trace.open = true;
  trace.querySelector('summary')?.focus();
  trace.scrollIntoView({ block: 'nearest' });
}
