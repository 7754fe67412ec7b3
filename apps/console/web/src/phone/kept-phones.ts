/** A phone that somebody plays with. */
export interface KeptPhone {
  readonly number: string;
}

const NAME = 'parley.phones';
const FIRST = 14155550101;

/** The phones of this tab. */
export function keptPhones(): readonly KeptPhone[] {
  const kept = JSON.parse(sessionStorage.getItem(NAME) ?? '[]') as KeptPhone[];
  return kept.length > 0 ? kept : [{ number: `+${FIRST}` }];
}

export function keepPhones(phones: readonly KeptPhone[]): void {
  sessionStorage.setItem(NAME, JSON.stringify(phones));
}

/** The first number of the 555-01xx range (kept for fiction) that no phone has. */
export function nextNumber(phones: readonly KeptPhone[]): string {
  const taken = new Set(phones.map(({ number }) => number));
  for (let number = FIRST; ; number += 1) if (!taken.has(`+${number}`)) return `+${number}`;
}
