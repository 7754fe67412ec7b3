import { useEffect, useRef, useState } from 'preact/hooks';
import { tell, wordsOf } from '../api.js';
import { Problem } from '../parts.js';
import { hrefOf } from '../route.js';
import { useSurroundings } from '../surroundings.js';
import { clock, lasted } from '../words.js';
import { Composer } from './composer.js';
import { NumberField } from './number-field.js';
import { usePhone, type Sent, type Bubble } from './use-phone.js';

interface PhoneProps {
  readonly number: string;
  rename(to: string): void;
  readonly remove: (() => void) | undefined;
}

/** One phone: who it texts, what was said, and what is written now. */
export function Phone({ number, rename, remove }: PhoneProps) {
  const { senders } = useSurroundings();
  const [to, setTo] = useState(senders[0]!.sender);
  const { bubbles, add, on } = usePhone(number, to);
  const [problem, setProblem] = useState<string>();
  const [conversationId, setConversationId] = useState<string>();
  const log = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (log.current) log.current.scrollTop = log.current.scrollHeight;
  }, [bubbles.length]);

  const send = async (text: string): Promise<void> => {
    setProblem(undefined);
    const at = Date.now();
    try {
      const sent = await tell<Sent>(`/v1/phones/${encodeURIComponent(number)}/texts`, { to, text });
      setConversationId(sent.conversationId);
      if (sent.acceptedAt === undefined)
        setProblem(`Not accepted (${sent.status}): ${sent.refusal ?? 'no reason was given'}`);
      else add({ at: sent.sentAt, to, text });
    } catch (error) {
      setProblem(wordsOf(error));
      add({ at, to, text, lost: true });
    }
  };

  const words = senders.find(({ sender }) => sender === to)?.words ?? [];
  return (
    <section class="phone" aria-label={`Phone ${number}`}>
      <header>
        <NumberField number={number} rename={rename} />
        <label class="inline">
          <span>texts</span>
          <select
            value={to}
            onChange={(event) => (setTo(event.currentTarget.value), setConversationId(undefined))}
          >
            {senders.map(({ sender, brand }) => (
              <option key={sender} value={sender}>
                {sender} · {brand}
              </option>
            ))}
          </select>
        </label>
        {remove && (
          <button type="button" class="plain icon" aria-label={`Put phone ${number} away`} onClick={remove}>
            ×
          </button>
        )}
      </header>
      <div class="talk" role="log" aria-label="Texts" ref={log} tabIndex={0}>
        {bubbles.length === 0 && <p class="hint">Text one of the words below, or anything you like.</p>}
        {bubbles.map((bubble) => (
          <TextBubble key={bubble.key} bubble={bubble} />
        ))}
      </div>
      {problem !== undefined && <Problem>{problem}</Problem>}
      <div class="words" aria-label="Words to try">
        {words.map((word) => (
          <button key={word} type="button" class="chip" onClick={() => void send(word)}>
            {word}
          </button>
        ))}
      </div>
      <Composer send={send} />
      <footer>
        <span class={`pulse ${on ? 'on' : ''}`} role="status">
          {on ? 'live' : 'connecting …'}
        </span>
        {conversationId !== undefined && (
          <a href={hrefOf('conversations', conversationId)}>How it was decided →</a>
        )}
      </footer>
    </section>
  );
}

function TextBubble({ bubble: { mine, text, at, afterMs, lost } }: { bubble: Bubble }) {
  return (
    <div class={`bubble ${mine ? 'mine' : 'theirs'} ${lost ? 'lost' : ''}`}>
      <span class="who">{mine ? 'You' : 'Reply'}</span>
      <p>{text}</p>
      <small>
        <time dateTime={new Date(at).toISOString()}>{clock(at)}</time>
        {afterMs !== undefined && ` · after ${lasted(afterMs)}`}
        {lost && ' · not sent'}
      </small>
    </div>
  );
}
