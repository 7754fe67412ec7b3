import {
  COUNTRY_BY_CALLING_CODE,
  REGION_BY_AREA_CODE,
  SHARED_CALLING_CODES,
  ZONES_BY_PREFIX,
} from './number-places.data.js';
import { countryByPlan } from './phone-number.js';

const ZONES = byPrefix(ZONES_BY_PREFIX, (zones): readonly string[] => Object.freeze(zones.split(' ')));
const REGIONS = byPrefix(REGION_BY_AREA_CODE, (region) => region);
const COUNTRIES = byPrefix(COUNTRY_BY_CALLING_CODE, (country) => country);
const SHARED = new Set(SHARED_CALLING_CODES.split(' '));
const NONE: readonly string[] = Object.freeze([]);
const LONGEST_PREFIX = Math.max(...[...ZONES.keys()].map((prefix) => prefix.length));

/** The United States' islands have country codes of their own (ISO 3166-1), and are regions too (ISO 3166-2:US). */
const TERRITORY = /^US-(PR|VI|GU|AS|MP)$/;

/**
 * The IANA time zones that a number's people may live in: one for most, all of them where an area code, or a mobile
 * number of a wide country, lies in several. A North American number is read by its area code, others by country or
 * prefix; of zones whose clocks agree one is named. Says where the number was given out, not where the phone is.
 * What must not happen at night must not happen in any of them. Empty for what no country uses, and for what is no
 * E.164 number. About a million/s.
 */
export function zonesOf(e164: string): readonly string[] {
  if (e164[0] !== '+') return NONE;
  for (let end = LONGEST_PREFIX + 1; end > 1; end--) {
    const zones = ZONES.get(e164.slice(1, end));
    if (zones) return zones;
  }
  return NONE;
}

/** The country of a number, ISO 3166 alpha-2; undefined where its calling code, or its area code, is none's. */
export function countryOf(e164: string): string | undefined {
  if (e164.startsWith('+1')) {
    const region = REGIONS.get(e164.slice(2, 5));
    return region && (TERRITORY.test(region) ? region.slice(3) : region.slice(0, 2));
  }
  for (let end = 2; e164[0] === '+' && end <= 4; end++) {
    const code = e164.slice(1, end);
    if (SHARED.has(code)) return countryByPlan(e164, code);
    const country = COUNTRIES.get(code);
    if (country !== undefined) return country;
  }
  return undefined;
}

/**
 * The state, territory or province (ISO 3166-2, such as `US-FL`) of a North American number, by its area code;
 * undefined elsewhere, and where provinces share the area code.
 */
export function regionOf(e164: string): string | undefined {
  const region = e164.startsWith('+1') ? REGIONS.get(e164.slice(2, 5)) : undefined;
  return region !== undefined && region.length > 2 ? region : undefined;
}

function byPrefix<T>(groups: Readonly<Record<string, string>>, read: (value: string) => T): Map<string, T> {
  const prefixes = new Map<string, T>();
  for (const [value, listed] of Object.entries(groups)) {
    const known = read(value);
    for (const prefix of listed.split(' ')) prefixes.set(prefix, known);
  }
  return prefixes;
}
