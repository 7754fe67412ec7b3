import type { OutdatedView } from '../../../src/versions.view.js';
import { whole } from '../words.js';
import { Changes } from './changes.js';

interface OutdatedProps {
  readonly view: OutdatedView;
  /** The draft's text. */
  readonly own: string;
  restart(text?: string): unknown;
}

/** Somebody else applied a version meanwhile: what it changed, and how to go on. */
export function Outdated({ view: { latest, changes }, own, restart }: OutdatedProps) {
  return (
    <section class="card" role="alert" aria-labelledby="outdated">
      <h2 id="outdated">Another version was applied since you began</h2>
      <p>
        {whole(latest.appliedAt)} by {latest.by ?? 'the command line'}
        {latest.reason !== undefined && `: ${latest.reason}`}
      </p>
      {changes ? (
        <Changes changes={changes} />
      ) : (
        <p class="quiet">It can't be compared with yours any more.</p>
      )}
      <p class="choices">
        <button type="button" onClick={() => restart()}>
          Begin from it
        </button>
        <button type="button" class="plain" onClick={() => restart(own)}>
          Keep my text, and take its changes back
        </button>
      </p>
    </section>
  );
}
