/*
 * Days of the calendar as people write them in a text. Pure: what day it is comes as an argument.
 */

/** Countries that write the month before the day (CLDR: `M/d/y`). Everywhere else the day comes first. */
const MONTH_FIRST = new Set(['US', 'PR', 'GU', 'AS', 'MP', 'VI', 'UM', 'PH', 'PW', 'FM', 'MH']);
/** Whether people of a country (ISO 3166) write the month before the day. */
export function isMonthFirst(country: string): boolean {
  return MONTH_FIRST.has(country);
}

/** Where both orders are in daily use, a date that can be read in two ways is not read at all. */
const EITHER_ORDER = new Set(['CA', 'KE', 'PA']);

const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;

/** English, Spanish, French, German, Portuguese, Italian: the beginnings of the months' names, folded. */
const MONTHS: readonly (readonly string[])[] = [
  ['jan', 'ene', 'gen', 'jän'],
  ['feb', 'fév', 'fev'],
  ['mar', 'mär'],
  ['apr', 'abr', 'avr'],
  ['may', 'mai', 'mag'],
  ['jun', 'juin', 'giu'],
  ['jul', 'juil', 'lug'],
  ['aug', 'ago', 'aoû', 'aou'],
  ['sep', 'set'],
  ['oct', 'okt', 'out', 'ott'],
  ['nov'],
  ['dec', 'dez', 'dic', 'déc'],
];

/**
 * The day that somebody wrote, as `2001-12-31`; undefined when it is no day, or could be two.
 * Read are `12/31/2001` and `31.12.2001` in the order of the country (ISO 3166), the other order where only
 * that makes a day, `2001-12-31`, eight digits, and months by name. A year of two digits is read as the latest
 * one that is not after `latest` (a day such as `2026-11-20`), and not at all without it.
 */
export function readDate(text: string, country: string, latest?: string): string | undefined {
  const written = text
    .normalize('NFKC')
    .toLowerCase()
    .trim()
    .replace(/[.,!?]+$/, '');
  if (written.length > 40) return undefined;
  const numbers = /^(\d{1,4})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{1,4})$/.exec(written);
  if (numbers) return ofNumbers(numbers[1]!, numbers[2]!, numbers[3]!, country, latest);
  const digits = /^\d{8}$/.test(written) ? written : undefined;
  if (digits !== undefined) {
    const inOrder = ofNumbers(digits.slice(0, 2), digits.slice(2, 4), digits.slice(4), country, latest);
    const yearFirst = day(digits.slice(0, 4), digits.slice(4, 6), digits.slice(6));
    return onlyOne(inOrder, yearFirst);
  }
  return ofWords(written, latest);
}

function ofNumbers(
  a: string,
  b: string,
  c: string,
  country: string,
  latest: string | undefined,
): string | undefined {
  if (a.length >= 3) return a.length === 4 && c.length <= 2 ? day(a, b, c) : undefined;
  const year = fullYear(c, latest);
  if (year === undefined || a.length > 2) return undefined;
  const monthFirst = day(year, a, b);
  const dayFirst = day(year, b, a);
  if (EITHER_ORDER.has(country)) return onlyOne(monthFirst, dayFirst);
  return MONTH_FIRST.has(country) ? (monthFirst ?? dayFirst) : (dayFirst ?? monthFirst);
}

/** `31 December 2001`, `Dec 31st, 2001`, `31 de diciembre de 2001`. */
function ofWords(written: string, latest: string | undefined): string | undefined {
  const parts = written.split(/[\s,./-]+/).filter((part) => part !== '' && part !== 'de' && part !== 'of');
  if (parts.length !== 3) return undefined;
  const at = parts.findIndex((part) => monthNamed(part) !== undefined);
  if (at !== 0 && at !== 1) return undefined;
  const month = monthNamed(parts[at]!);
  const dayOfMonth = /^(\d{1,2})(st|nd|rd|th|er|º)?$/.exec(parts[1 - at]!)?.[1];
  const year = fullYear(parts[2]!, latest);
  if (month === undefined || dayOfMonth === undefined || year === undefined) return undefined;
  return day(year, String(month), dayOfMonth);
}

function monthNamed(word: string): number | undefined {
  if (word.length < 3 || !/^\p{L}+$/u.test(word)) return undefined;
  const found = MONTHS.findIndex((names) => names.some((name) => word.startsWith(name)));
  return found === -1 ? undefined : found + 1;
}

function fullYear(written: string, latest: string | undefined): string | undefined {
  if (/^\d{4}$/.test(written)) return written;
  if (!/^\d{2}$/.test(written) || latest === undefined) return undefined;
  const now = Number(latest.slice(0, 4));
  const year = Math.floor(now / 100) * 100 + Number(written);
  return String(year > now ? year - 100 : year);
}

function onlyOne(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a === b ? a : undefined;
}

/** A day that the calendar has, from 1900 to 2199. */
function day(year: string, month: string, dayOfMonth: string): string | undefined {
  const [y, m, d] = [Number(year), Number(month), Number(dayOfMonth)];
  if (y < FIRST_YEAR || y > LAST_YEAR || m < 1 || m > 12 || d < 1 || d > daysIn(y, m)) return undefined;
  return `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/**
 * Full years between two days; negative when `born` is later. Who was born on 29 February is a year older on
 * 1 March.
 */
export function ageOn(born: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(born.slice(0, 4));
  return today.slice(5) < born.slice(5) ? years - 1 : years;
}

const HALF_A_DAY = 12 * 60 * 60 * 1000;

/**
 * The day that has begun everywhere on earth at this instant (ms since the epoch): the date at UTC−12. Nobody
 * is older than they are by it, wherever they live.
 */
export function dayEverywhere(nowMs: number): string {
  return new Date(nowMs - HALF_A_DAY).toISOString().slice(0, 10);
}
