import type { Crowd } from './campaign-hours.js';

/** As many digits as tell every zone (`number-places.data.ts` of libs/sms: 7), and the plus sign. */
const PREFIX = 8;

/** Gathers people whose numbers begin alike; of each crowd the first number that came stands for it. */
export class Crowds {
  private readonly byPrefix = new Map<string, { readonly number: string; people: number }>();

  add(number: string): void {
    const prefix = number.slice(0, PREFIX);
    const crowd = this.byPrefix.get(prefix);
    if (crowd === undefined) this.byPrefix.set(prefix, { number, people: 1 });
    else crowd.people += 1;
  }

  all(): Crowd[] {
    return [...this.byPrefix.values()];
  }
}
