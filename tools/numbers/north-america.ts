import { distinctClocks } from './zone-clocks.js';
import type { NumberSource } from './number-source.js';

/** States, territories and provinces as the source names them (its misspelling too), and as ISO 3166-2 does. */
const REGIONS: Readonly<Record<string, string>> = {
  ...named(
    'US',
    'Alabama AL|Alaska AK|Arizona AZ|Arkansas AR|California CA|Colorado CO|Connecticut CT|Delaware DE',
  ),
  ...named(
    'US',
    'Florida FL|Georgia GA|Hawaii HI|Idaho ID|Illinois IL|Indiana IN|Iowa IA|Kansas KS|Kentucky KY',
  ),
  ...named(
    'US',
    'Louisiana LA|Maine ME|Maryland MD|Massachusetts MA|Michigan MI|Minnesota MN|Mississippi MS',
  ),
  ...named('US', 'Missouri MO|Montana MT|Nebraska NE|Nevada NV|New Hampshire NH|New Jersey NJ|New Mexico NM'),
  ...named(
    'US',
    'New York NY|North Carolina NC|North Dakota ND|Ohio OH|Oklahoma OK|Oregon OR|Pennsylvania PA',
  ),
  ...named(
    'US',
    'Rhode Island RI|South Carolina SC|South Dakota SD|Tennessee TN|Texas TX|Utah UT|Vermont VT',
  ),
  ...named(
    'US',
    'Virginia VA|Washington State WA|Washington D.C. DC|West Virginia WV|Wisconsin WI|Wyoming WY',
  ),
  ...named(
    'CA',
    'Alberta AB|British Columbia BC|British Colombia BC|Manitoba MB|New Brunswick NB|Ontario ON',
  ),
  ...named('CA', 'Newfoundland and Labrador NL|Quebec QC|Saskatchewan SK'),
};

/** Two or three provinces share these area codes; the first is the country's alone. */
const COUNTRIES_ALONE: Readonly<Record<string, string>> = {
  'Nova Scotia/Prince Edward Island': 'CA',
  'Northwest Territories/Nunavut/Yukon': 'CA',
};

/** Area codes of the other countries of the plan, and of the United States' islands (which are theirs as regions). */
const ISLANDS: Readonly<Record<string, string>> = {
  ...{
    '242': 'BS',
    '246': 'BB',
    '264': 'AI',
    '268': 'AG',
    '284': 'VG',
    '345': 'KY',
    '441': 'BM',
    '473': 'GD',
  },
  ...{
    '649': 'TC',
    '658': 'JM',
    '876': 'JM',
    '664': 'MS',
    '721': 'SX',
    '758': 'LC',
    '767': 'DM',
    '784': 'VC',
  },
  ...{ '809': 'DO', '829': 'DO', '849': 'DO', '868': 'TT', '869': 'KN' },
  ...{ '340': 'US-VI', '670': 'US-MP', '671': 'US-GU', '684': 'US-AS', '787': 'US-PR', '939': 'US-PR' },
};

/** What the source's table gets wrong or leaves out. */
const CORRECTED: Readonly<Record<string, readonly string[]>> = {
  '709': ['America/St_Johns', 'America/Halifax'], // Newfoundland, and Labrador
  '867': ['America/Whitehorse', 'America/Edmonton', 'America/Winnipeg', 'America/Toronto'], // Yukon to Nunavut
  '907': ['America/Anchorage', 'America/Adak'],
};

/** Area codes of one area: the source has split zones for the first of them alone. */
const OVERLAYS = [
  ...['208 986', '250 236 257 672 778', '270 364', '418 367 581', '541 458', '709 879', '812 930', '850 448'],
];

/** A number with an unknown area code may be anywhere in the two large countries. */
const ANYWHERE = [
  ...['America/St_Johns', 'America/Halifax', 'America/New_York', 'America/Chicago', 'America/Denver'],
  ...['America/Phoenix', 'America/Regina', 'America/Los_Angeles', 'America/Anchorage', 'America/Adak'],
  ...['Pacific/Honolulu'],
];

export interface AreaCode {
  readonly zones: readonly string[];
  /** An ISO 3166-2 region, or an ISO 3166 country where it is not known or there is none. */
  readonly region: string;
}

/** Every area code with all the zones that any of its exchanges is in; '' is one that is not assigned. */
export function northAmerica({ zones, places }: NumberSource): Map<string, AreaCode> {
  const found = new Map<string, Set<string>>();
  for (const [prefix, listed] of zones) {
    if (!/^1[2-9]\d\d/.test(prefix)) continue;
    const area = prefix.slice(1, 4);
    if (!found.has(area)) found.set(area, new Set());
    for (const zone of listed.split('&')) found.get(area)!.add(zone);
  }
  for (const [area, corrected] of Object.entries(CORRECTED)) found.set(area, new Set(corrected));
  for (const overlay of OVERLAYS.map((areas) => areas.split(' '))) {
    for (const area of overlay) found.set(area, found.get(overlay[0]!)!);
  }
  const areas = new Map<string, AreaCode>([['', { zones: distinctClocks(ANYWHERE), region: '' }]]);
  for (const area of [...found.keys()].sort()) {
    areas.set(area, { zones: distinctClocks(found.get(area)!), region: regionIn(area, places) });
  }
  return areas;
}

function regionIn(area: string, places: ReadonlyMap<string, string>): string {
  const island = ISLANDS[area];
  if (island !== undefined) return island;
  const named = new Set<string>();
  const own = places.get(area);
  for (const [prefix, place] of places) {
    if (own === undefined ? prefix.startsWith(area) : prefix === area) named.add(regionOfPlace(place));
  }
  if (named.size !== 1)
    throw new Error(`area code ${area} has ${named.size} regions: ${[...named].join(', ')}`);
  return [...named][0]!;
}

function regionOfPlace(place: string): string {
  const alone = COUNTRIES_ALONE[place];
  if (alone !== undefined) return alone;
  const abbreviated = /, ([A-Z]{2})$/.exec(place)?.[1];
  const region = Object.entries(REGIONS).find(
    ([name, code]) => name === place || (abbreviated !== undefined && code.endsWith(`-${abbreviated}`)),
  )?.[1];
  if (region === undefined) throw new Error(`no state or province is called ${place}`);
  return region;
}

function named(country: string, list: string): Record<string, string> {
  const entries = list.split('|').map((entry) => [entry.slice(0, -3), `${country}-${entry.slice(-2)}`]);
  return Object.fromEntries(entries) as Record<string, string>;
}
