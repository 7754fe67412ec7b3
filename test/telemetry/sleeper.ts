/** People who live a few hours apart, all the way round. */
const PEOPLE = [
  ['+12125550139', 'America/New_York'],
  ['+18085550139', 'Pacific/Honolulu'],
  ['+819012345678', 'Asia/Tokyo'],
  ['+919812345678', 'Asia/Kolkata'],
  ['+447400123456', 'Europe/London'],
] as const;

/** The number of somebody who has been asleep for an hour at least, and will be for two: it is always night somewhere. */
export function sleeper(nowMs: number): string {
  const asleep = PEOPLE.find(([, timeZone]) => {
    const hour = new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', hourCycle: 'h23' }).format(nowMs);
    return Number(hour) >= 22 || Number(hour) < 6;
  });
  return asleep![0];
}
