import { useSurroundings } from '../surroundings.js';
import { LetterPage } from './letter.page.js';
import { LettersPage } from './letters.page.js';
import { ParkedPage } from './parked.page.js';
import { UnknownsPage } from './unknowns.page.js';

const LETTER = 'letter/';

/** What could not be taken, or is not known, and has to be mended by hand. */
export function RepairsPage({ rest }: { rest: string }) {
  const { may } = useSurroundings();
  if (rest === 'parked') return <ParkedPage />;
  if (rest === 'unknowns' || !may.includes('letters:see')) return <UnknownsPage />;
  if (rest.startsWith(LETTER)) return <LetterPage key={rest} id={rest.slice(LETTER.length)} />;
  return <LettersPage />;
}
