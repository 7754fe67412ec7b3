import { useState } from 'preact/hooks';

export interface Chosen<T> {
  readonly all: readonly T[];
  has(one: T): boolean;
  toggle(one: T): void;
  /** All of these, or none where they are all chosen. */
  toggleAll(these: readonly T[]): void;
  clear(): void;
}

/** Things chosen of a list; what left the list is chosen no more. */
export function useChosen<T>(there: readonly T[]): Chosen<T> {
  const [chosen, setChosen] = useState<ReadonlySet<T>>(new Set());
  const all = there.filter((one) => chosen.has(one));
  return {
    all,
    has: (one) => chosen.has(one),
    toggle: (one) => {
      const next = new Set(all);
      if (!next.delete(one)) next.add(one);
      setChosen(next);
    },
    toggleAll: (these) => setChosen(new Set(all.length === these.length ? [] : these)),
    clear: () => setChosen(new Set()),
  };
}
