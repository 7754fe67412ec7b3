import { useEffect, useState } from 'preact/hooks';
import type { CheckView } from '../../../src/drafts.view.js';
import { tell, wordsOf } from '../api.js';

/** After the last key, ms. */
const PAUSE_MS = 350;

export interface Checks {
  /** What was found last; of a text before, while the new one is looked at. */
  readonly found: CheckView | undefined;
  readonly failure: string | undefined;
  /** Whether `found` is of this very text. */
  readonly settled: boolean;
}

/** What is wrong with a text, asked of the back end a moment after the last key. */
export function useChecks(text: string | undefined): Checks {
  const [checks, setChecks] = useState<{ of?: string; found?: CheckView; failure?: string }>({});
  useEffect(() => {
    if (text === undefined) return;
    let left = false;
    const timer = setTimeout(() => {
      tell<CheckView>('/v1/config/drafts/checks', { text }).then(
        (found) => left || setChecks({ of: text, found }),
        (error: unknown) =>
          left || setChecks(({ found }) => ({ of: text, ...(found && { found }), failure: wordsOf(error) })),
      );
    }, PAUSE_MS);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [text]);
  return { found: checks.found, failure: checks.failure, settled: checks.of === text };
}
