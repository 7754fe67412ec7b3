import { go } from './route.js';
import { pages } from './pages.js';

/** `g` and then a letter goes to a page, `/` to the search, arrows through a list. */
export function followKeys(): void {
  let goes = false;
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') return walk(event);
    if (isWritten(event)) return;
    const page = goes ? pages.find(({ key }) => key === event.key) : undefined;
    goes = event.key === 'g';
    if (page !== undefined) return go(page.name);
    if (event.key === '/') {
      const search = document.querySelector<HTMLElement>('[data-search]');
      if (search === null) return;
      event.preventDefault();
      search.focus();
    }
  });
}

/** Whether the key goes into a text; an editor has its own in a shadow root. */
function isWritten(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;
}

function walk(event: KeyboardEvent): void {
  const here = document.activeElement?.closest('[data-list] a');
  if (!here) return;
  const all = [...here.closest('[data-list]')!.querySelectorAll<HTMLElement>('a')];
  const next = all[all.indexOf(here as HTMLElement) + (event.key === 'ArrowDown' ? 1 : -1)];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
