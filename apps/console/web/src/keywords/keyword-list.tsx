import type { CheckView } from '../../../src/drafts.view.js';
import { Badge } from '../parts.js';

type Keyword = CheckView['keywords'][number];

/** What each sender's keywords do; each leads to its line. */
export function KeywordList({
  keywords,
  goTo,
}: {
  keywords: readonly Keyword[];
  goTo: (line: number) => void;
}) {
  const senders = [...new Set(keywords.map(({ sender }) => sender))];
  return (
    <section aria-labelledby="keywords">
      <h2 id="keywords">Keywords</h2>
      {senders.map((sender) => {
        const own = keywords.filter((each) => each.sender === sender);
        return (
          <details key={sender} open={senders.length === 1}>
            <summary>
              {sender} <span class="quiet">{own.length}</span>
            </summary>
            <ul class="keywords">
              {own.map((each) => (
                <li key={`${each.keyword}/${each.line}`}>
                  <button type="button" class="plain" onClick={() => goTo(each.line)}>
                    {each.keyword}
                  </button>
                  <span>
                    {each.does} <span class="quiet">{each.what}</span>
                    {each.also.length > 0 && <small class="quiet"> also {each.also.join(', ')}</small>}
                  </span>
                  {each.problems > 0 && <Badge tone="bad">{each.problems}</Badge>}
                </li>
              ))}
            </ul>
          </details>
        );
      })}
    </section>
  );
}
