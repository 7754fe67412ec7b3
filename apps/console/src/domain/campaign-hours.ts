import { countryOf, regionOf, zonesOf, type MarketingHours } from '@parley/sms';

/** People whose numbers begin alike: one of the numbers, and how many they are. */
export interface Crowd {
  readonly number: string;
  readonly people: number;
}

/** People who can be texted within the same hours. Instants are ISO 8601. */
export interface OpenHours {
  readonly people: number;
  /** States, or countries, with most people first: `US-CA`. */
  readonly regions: readonly string[];
  /** The first moment at which a text to them may go. */
  readonly opensAt: string;
  /** When their hours end; what has not left by then waits for the next. */
  readonly closesAt: string;
}

export interface CampaignHours {
  /** The earliest first. */
  readonly open: readonly OpenHours[];
  /** People whose hours never come, or are not known: their texts are refused, QUIET_HOURS. */
  readonly never: number;
}

/**
 * When marketing that begins at a moment may reach its people, by where their numbers are from. What people said of
 * their time zone is not looked at: the dispatcher does, text by text.
 *
 * @param expiresMs hours that begin after it come too late
 */
export function campaignHours(
  hours: MarketingHours,
  crowds: readonly Crowd[],
  fromMs: number,
  expiresMs = Infinity,
): CampaignHours {
  const groups = new Map<string, { people: number; regions: Map<string, number>; ms: [number, number] }>();
  let never = 0;
  for (const { number, people } of crowds) {
    const [country, region] = [countryOf(number), regionOf(number)];
    const opening = hours.opening({ zones: zonesOf(number), country, region }, fromMs);
    if (opening === undefined || opening.atMs >= expiresMs) {
      never += people;
      continue;
    }
    const ms: [number, number] = [opening.atMs, opening.untilMs];
    const group = groups.get(ms.join()) ?? { people: 0, regions: new Map<string, number>(), ms };
    const name = region ?? country ?? 'elsewhere';
    group.people += people;
    group.regions.set(name, (group.regions.get(name) ?? 0) + people);
    groups.set(ms.join(), group);
  }
  const open = [...groups.values()]
    .toSorted((a, b) => a.ms[0] - b.ms[0] || a.ms[1] - b.ms[1])
    .map(({ people, regions, ms: [atMs, untilMs] }) => ({
      people,
      regions: [...regions].toSorted((a, b) => b[1] - a[1]).map(([region]) => region),
      opensAt: new Date(atMs).toISOString(),
      closesAt: new Date(untilMs).toISOString(),
    }));
  return { open, never };
}
