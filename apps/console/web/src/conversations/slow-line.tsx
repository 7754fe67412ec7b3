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
  const [words, rest] = sentence.split('Repairs');
  return (
    <p class={`why-slow ${aside ? 'aside' : ''}`}>
      {aside && mayMend ? (
        <>
          {words}
          <a href={hrefOf('repairs', repairs)}>Repairs</a>
          {rest}
        </>
      ) : (
        sentence
      )}{' '}
      <TraceLink traceId={traceId} />
    </p>
  );
}
