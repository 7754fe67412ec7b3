/** By how many people a program's states changed on a day. */
export interface DayOfChanges {
  readonly sender: string;
  readonly program: string;
  /** `2026-11-25`, UTC. */
  readonly day: string;
  readonly in: number;
  readonly pending: number;
  readonly out: number;
}

/** How many people stood so at a day's end; of today, now. */
export interface DayOfPeople {
  readonly day: string;
  readonly in: number;
  readonly pending: number;
  readonly out: number;
}

export interface ProgramGrowth {
  readonly sender: string;
  readonly program: string;
  /** The oldest first, every day once. */
  readonly days: readonly DayOfPeople[];
}

const DAY_MS = 86_400_000;

/**
 * Changes added up from the first to the last day, those without changes filled in; the programs with most people
 * first.
 *
 * @param today `2026-11-25`, UTC; the last day
 * @param days how many, today with them
 */
export function growthOf(changes: readonly DayOfChanges[], today: string, days: number): ProgramGrowth[] {
  const byProgram = Map.groupBy(changes, ({ sender, program }) => `${sender} ${program}`);
  const last = Date.parse(today);
  const grown = [...byProgram.values()].map((of): ProgramGrowth => {
    const { sender, program } = of[0]!;
    const inOrder = of.toSorted((a, b) => (a.day < b.day ? -1 : 1));
    const people = { in: 0, pending: 0, out: 0 };
    let next = 0;
    const filled = Array.from({ length: days }, (_, place): DayOfPeople => {
      const day = new Date(last - (days - 1 - place) * DAY_MS).toISOString().slice(0, 10);
      for (let one = inOrder[next]; one !== undefined && one.day <= day; one = inOrder[++next]) {
        people.in += one.in;
        people.pending += one.pending;
        people.out += one.out;
      }
      return { day, ...people };
    });
    return { sender, program, days: filled };
  });
  return grown.toSorted((a, b) => b.days.at(-1)!.in - a.days.at(-1)!.in || (a.program < b.program ? -1 : 1));
}
