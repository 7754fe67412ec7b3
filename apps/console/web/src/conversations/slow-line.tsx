import { hrefOf } from '../route.js';
import { useSurroundings } from '../surroundings.js';
import { TraceLink } from './trace-link.js';
import type { SlowTurn } from './slow-turns.js';

/** Why the turn below it was slow, or why nothing came of it: one line, and the way to what shows it. */
export function SlowLine({ slow: { traceId, cause, sentence } }: { slow: SlowTurn }) {
  const { may } = useSurroundings();
  const aside = cause === 'unreadable' || cause === 'parked';
  const repairs = cause === 'parked' ? 'parked' : undefined;
  const mayMend = may.includes(cause === 'parked' ? 'operations:read' : 'letters:see');
  return (
    <p class={`why-slow ${aside ? 'aside' : ''}`}>
      {sentence} <TraceLink traceId={traceId} />
      {aside && mayMend && (
        <>
          {' · '}
          <a href={hrefOf('repairs', repairs)}>Repairs</a>
        </>
      )}
    </p>
  );
}
