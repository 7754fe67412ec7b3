const DAY_MS = 86_400_000;
const FROM = Date.UTC(2026, 0, 1);
const UNTIL = Date.UTC(2029, 0, 1);
/** Not a whole number of days, so that the hours of a change of clocks are met too. */
const STEP_MS = 2.125 * DAY_MS;

/** Where several zones tell the same time, the one that people know. */
const WELL_KNOWN = [
  ...['America/New_York', 'America/Chicago', 'America/Denver', 'America/Phoenix', 'America/Los_Angeles'],
  ...['America/Anchorage', 'America/Toronto', 'America/Winnipeg', 'America/Edmonton', 'America/Vancouver'],
  ...['America/Mexico_City', 'America/Mazatlan', 'America/Tijuana', 'America/Sao_Paulo', 'America/Manaus'],
  ...['America/Rio_Branco', 'America/Buenos_Aires', 'Europe/London', 'Europe/Lisbon', 'Europe/Madrid'],
  ...['Europe/Oslo', 'Europe/Moscow', 'Europe/Samara', 'Asia/Almaty', 'Asia/Novosibirsk', 'Asia/Yakutsk'],
  ...['Asia/Vladivostok', 'Asia/Tashkent', 'Asia/Nicosia', 'Australia/Sydney', 'Australia/Adelaide'],
];

/** CLDR keeps the names of its first days; these are IANA's. */
const RENAMED: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Godthab': 'America/Nuuk',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

const clocks = new Map<string, string>();

/** What a zone's clocks show over three years: two zones with the same are one for us. Empty: no zone at all. */
export function clockOf(zone: string): string {
  let clock = clocks.get(zone);
  if (clock === undefined) clocks.set(zone, (clock = read(zone)));
  return clock;
}

function read(zone: string): string {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  const offsets: string[] = [];
  for (let at = FROM; at < UNTIL; at += STEP_MS) {
    offsets.push(format.formatToParts(at).find((part) => part.type === 'timeZoneName')!.value);
  }
  return offsets.join();
}

/** One zone for each clock, in the order of the alphabet. */
export function distinctClocks(zones: Iterable<string>): string[] {
  const byClock = new Map<string, string>();
  for (const zone of [...zones].sort(knownFirst)) {
    if (!byClock.has(clockOf(zone))) byClock.set(clockOf(zone), RENAMED[zone] ?? zone);
  }
  return [...byClock.values()].sort();
}

function knownFirst(one: string, other: string): number {
  const rank = (zone: string) => (WELL_KNOWN.includes(zone) ? 0 : 1);
  return rank(one) - rank(other) || (one < other ? -1 : 1);
}
