import { useState } from 'preact/hooks';

/** A phone's number, changed when it is left and looks like one. */
export function NumberField({ number, rename }: { number: string; rename: (to: string) => void }) {
  const [written, setWritten] = useState(number);
  const take = (): void => {
    const next = written.replace(/[^\d+]/g, '');
    if (/^\+[1-9]\d{7,14}$/.test(next) && next !== number) rename(next);
    else setWritten(number);
  };
  return (
    <input
      class="number"
      aria-label="This phone's number"
      inputMode="tel"
      autocomplete="off"
      spellcheck={false}
      value={written}
      onInput={(event) => setWritten(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
    />
  );
}
