import { useEffect, useState } from 'preact/hooks';
import type { Explanation } from '../../../src/drafts.view.js';
import { tell, wordsOf } from '../api.js';
import { plain } from '../words.js';

const PAUSE_MS = 300;

/** What a text would come to by this draft: asked again with every change of either. */
export function TryText({ text, senders }: { text: string; senders: readonly string[] }) {
  const [chosen, setChosen] = useState<string>();
  const [words, setWords] = useState('');
  const [said, setSaid] = useState<{ explanation?: Explanation; refusal?: string }>({});
  const sender = chosen !== undefined && senders.includes(chosen) ? chosen : senders[0];
  useEffect(() => {
    if (words.trim() === '' || sender === undefined) return setSaid({});
    let left = false;
    const timer = setTimeout(() => {
      tell<Explanation>('/v1/config/drafts/explanations', { text, sender, words }).then(
        (explanation) => left || setSaid({ explanation }),
        (error: unknown) => left || setSaid({ refusal: wordsOf(error) }),
      );
    }, PAUSE_MS);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [text, sender, words]);
  return (
    <section class="card" aria-labelledby="try">
      <h2 id="try">Try a text</h2>
      <div class="try">
        <label>
          Sender
          <select value={sender} onChange={(event) => setChosen(event.currentTarget.value)}>
            {senders.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </label>
        <label>
          What a person texts
          <input
            data-search
            maxLength={1600}
            placeholder="discount"
            value={words}
            onInput={(event) => setWords(event.currentTarget.value)}
          />
        </label>
      </div>
      <div role="status">
        {said.refusal !== undefined && <p class="quiet">{said.refusal}</p>}
        {said.explanation && <Explained explanation={said.explanation} />}
      </div>
    </section>
  );
}

function Explained({ explanation }: { explanation: Explanation }) {
  const { intent, program, keyword, scope, captured = {}, match, answer } = explanation;
  const facts: [string, string | undefined][] = [
    ['Means', [plain(intent), program].filter(Boolean).join(' ')],
    ['Keyword', keyword],
    ['By', `${match.rule}${match.matched === '' ? '' : `, by “${match.matched}”`}`],
    ['Reaches', scope === 'sender' ? 'everything of this sender' : scope],
    [
      'Takes',
      Object.entries(captured)
        .map(([name, value]) => `${name} = ${value}`)
        .join(', ') || undefined,
    ],
    ['Answer', answer],
    [
      'Otherwise',
      match.alternatives.map(({ rule, outcome }) => `${plain(outcome)} (${rule})`).join('; ') ||
        'nothing else',
    ],
  ];
  return (
    <dl class="facts">
      {facts.map(
        ([name, value]) =>
          value !== undefined && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
