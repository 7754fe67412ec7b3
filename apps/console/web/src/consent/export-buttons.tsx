import { useState } from 'preact/hooks';
import { download, wordsOf } from '../api.js';
import { Problem } from '../parts.js';

/** The record of consent for somebody else to read and to verify; whoever may not see numbers is not offered it. */
export function ExportButtons({ number }: { number: string }) {
  const [problem, setProblem] = useState<string>();
  const get = (form: 'html' | 'json'): void => {
    const path = `/v1/people/${encodeURIComponent(number)}/consents/document?form=${form}`;
    download(path).then(
      () => setProblem(undefined),
      (error: unknown) => setProblem(wordsOf(error)),
    );
  };
  return (
    <>
      <div class="choices" role="group" aria-label="Record of consent, for an auditor">
        <button type="button" onClick={() => get('html')}>
          Export to print
        </button>
        <button type="button" class="plain" onClick={() => get('json')}>
          Export as JSON
        </button>
      </div>
      {problem !== undefined && <Problem>{problem}</Problem>}
    </>
  );
}
