import { maskedNumber } from './masked-number.js';

/** A request that would change something, as its route names it. */
export interface Change {
  readonly method: string;
  /** As it was declared: `/v1/conversations/:id/replies`. */
  readonly route: string;
  readonly params: Readonly<Record<string, string>>;
}

const HARMLESS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
const MOST_CHARACTERS = 200;

export const isHarmless = (method: string): boolean => HARMLESS.has(method);

/** A change's name, as stable as its route: `conversations.replies`; with the method where that is not POST. */
export function actionOf({ method, route }: Change): string {
  const words = route.split('/').filter((part) => part !== '' && part !== 'v1' && !part.startsWith(':'));
  return [...words, ...(method === 'POST' ? [] : [method.toLowerCase()])].join('.');
}

/** What its address says that it is done to: numbers masked, the rest as it stands. */
export function targetOf({ params }: Change): string | undefined {
  const said = Object.values(params).map((value) => (isNumber(value) ? maskedNumber(value) : value));
  return said.length === 0 ? undefined : said.join(' ').slice(0, MOST_CHARACTERS);
}

/** What somebody wrote, with the numbers in it masked: what can't be removed again names nobody. */
export function withoutNumbers(words: string): string {
  return words.replace(/\+?[\d(][\d\s().-]*\d/g, (part) =>
    isNumber(part) ? maskedNumber(part.replace(/[^+\d]/g, '')) : part,
  );
}

/** A person's number, in whatever form people write one; senders' short codes have at most 8 digits. */
function isNumber(value: string): boolean {
  return /^[+\d(][\d\s().-]*$/.test(value) && value.replace(/\D/g, '').length > 8;
}
