/** Times and numbers as people read them. */

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DAY = new Intl.DateTimeFormat(undefined, { month: 'short', day: 'numeric' });
const WHOLE = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const COUNT = new Intl.NumberFormat();

/** `14:03:22`, and the day before it where that was not today. */
export function clock(at: string | number): string {
  const date = new Date(at);
  const today = date.toDateString() === new Date().toDateString();
  return today ? CLOCK.format(date) : `${DAY.format(date)} ${CLOCK.format(date)}`;
}

const MINUTE = new Intl.DateTimeFormat(undefined, {
  ...{ weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
});

/** `Fri, 27 Nov, 05:00`: of what is days away no second counts. */
export const upToMinute = (at: string): string => MINUTE.format(new Date(at));

export const whole = (at: string): string => WHOLE.format(new Date(at));

export const count = (n: number): string => COUNT.format(n);

/** `0`, `0.25`, `4.2`, `87`: a rate as exact as it is worth. */
export function rateOf(perSecond: number): string {
  if (perSecond === 0) return '0';
  return perSecond < 1
    ? perSecond.toFixed(2)
    : perSecond < 10
      ? perSecond.toFixed(1)
      : count(Math.round(perSecond));
}

/** `12 ms`, `1.4 s`, `3 min`, `2 h`. */
export function lasted(ms: number): string {
  if (ms < 0.95) return `${ms.toFixed(1)} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1_000).toFixed(1)} s`;
  if (ms < 3_570_000) return `${Math.round(ms / 60_000)} min`;
  return ms < 86_000_000 ? `${Math.round(ms / 3_600_000)} h` : `${Math.round(ms / 86_400_000)} d`;
}

/** `opt_out_confirmation` → `opt-out confirmation`. */
export const plain = (word: string): string => word.replace(/^opt_/, 'opt-').replaceAll('_', ' ');
