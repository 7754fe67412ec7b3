import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';
import { clockOf, distinctClocks } from './zone-clocks.js';

/** Time zones that a country has on paper, and its telephone numbers do not. */
const NOT_BY_NUMBER = new Set(['Asia/Urumqi', 'Europe/Simferopol']);
/** Here a mobile number begins with an area code, as a line's does. */
const MOBILE_HAS_AREA = new Set(['52', '55']);
/** What libphonenumber's table gets wrong: by the countries' numbering plans. */
const CORRECTED: Readonly<Record<string, string>> = {
  '740': 'Europe/Kaliningrad',
  '5661': 'America/Punta_Arenas',
  '5667': 'America/Coyhaique',
  '61889': 'Australia/Darwin', // its area code is 8, as in Adelaide and Perth
};
/** Area codes have two digits in Brazil and one in Australia; elsewhere four tell enough. What a longer prefix says is put together. */
const DIGITS: Readonly<Record<string, number>> = { '55': 2, '61': 1 };
const MOST_DIGITS = 4;
/** Chile's plan tells mobile numbers from others no more; they begin so all the same. */
const MOBILE = new Set(['569']);
const SAMPLES = 400;

/**
 * Prefix → zones of one country calling code: the whole country first, then only the prefixes that say more than the
 * prefix they lengthen. A mobile number is bound to no place, so it has all its country's zones.
 */
export function zonesUnder(
  callingCode: string,
  countries: readonly CountryCode[],
  table: ReadonlyMap<string, string>,
): Map<string, readonly string[]> {
  const ofCountries = countries.flatMap((country) => zonesIn(country));
  const all = distinctClocks(ofCountries.length > 0 ? ofCountries : table.get(callingCode)!.split('&'));
  const prefixes = new Map([[callingCode, all]]);
  if (all.length === 1) return prefixes;
  const told = clocksByPrefix(callingCode, table);
  for (const [prefix, clocks] of [...told].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const some = all.filter((zone) => clocks.has(clockOf(zone)));
    const anywhere = some.length === 0 || (!MOBILE_HAS_AREA.has(callingCode) && isMobile(prefix));
    const zones = anywhere ? all : some;
    if (zones.join() !== longestOf(prefixes, prefix)!.join()) prefixes.set(prefix, zones);
  }
  return prefixes;
}

function clocksByPrefix(callingCode: string, table: ReadonlyMap<string, string>): Map<string, Set<string>> {
  const given = new Map([...table, ...Object.entries(CORRECTED)]);
  const most = callingCode.length + (DIGITS[callingCode] ?? MOST_DIGITS);
  const told = new Map<string, Set<string>>();
  const prefixes = [...given.keys()].filter(
    (prefix) => prefix.startsWith(callingCode) && prefix !== callingCode,
  );
  for (const prefix of prefixes.sort((one, other) => one.length - other.length)) {
    const short = prefix.slice(0, most);
    let clocks = told.get(short);
    if (!clocks) {
      // What no longer prefix says anything of stays with the shorter one.
      const shorter = short === prefix ? undefined : longestOf(told, short);
      told.set(short, (clocks = new Set(shorter)));
    }
    for (const zone of given.get(prefix)!.split('&')) clocks.add(clockOf(zone));
  }
  return told;
}

function longestOf<T>(prefixes: ReadonlyMap<string, T>, digits: string): T | undefined {
  for (let length = digits.length; length > 0; length--) {
    const found = prefixes.get(digits.slice(0, length));
    if (found !== undefined) return found;
  }
  return undefined;
}

function zonesIn(country: string): string[] {
  if (!/^[A-Z]{2}$/.test(country)) return [];
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & { getTimeZones(): string[] | undefined };
  return (locale.getTimeZones() ?? []).filter((zone) => !NOT_BY_NUMBER.has(zone));
}

/** Whether any number with this prefix is a mobile one: numbers of all lengths are tried, always the same ones. */
function isMobile(prefix: string): boolean {
  if (MOBILE.has(prefix)) return true;
  let seed = Number(prefix) % 2147483647;
  for (let sample = 0; sample < SAMPLES; sample++) {
    let digits = prefix;
    const length = 9 + (sample % 6);
    while (digits.length < length) {
      seed = (seed * 48271) % 2147483647;
      digits += String(seed % 10);
    }
    if (parsePhoneNumberFromString(`+${digits}`)?.getType() === 'MOBILE') return true;
  }
  return false;
}
