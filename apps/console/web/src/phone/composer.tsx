import { useState } from 'preact/hooks';
import { counted } from './counted.js';

/** Where a text is written, with what a carrier would count. Enter sends, Shift and Enter begins a line. */
export function Composer({
  send,
  label = 'Text',
}: {
  send: (text: string) => Promise<void>;
  label?: string;
}) {
  const [text, setText] = useState('');
  const submit = (): void => {
    const words = text.trim();
    if (words === '') return;
    setText('');
    void send(words);
  };
  return (
    <form class="composer" onSubmit={(event) => (event.preventDefault(), submit())}>
      <textarea
        aria-label={label}
        placeholder={label}
        rows={2}
        maxLength={1600}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          submit();
        }}
      />
      <button type="submit" disabled={text.trim() === ''}>
        Send
      </button>
      <output class="counter">{counted(text)}</output>
    </form>
  );
}
