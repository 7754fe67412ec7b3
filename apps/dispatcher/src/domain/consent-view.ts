import type { ConsentStateName } from '@parley/contracts';

/** The program of a consent that stands for everything on the sender. */
export const EVERYTHING = '*';

/** What the dispatcher knows of a subscriber's consents: `<sender>/<program>` → state and ledger version. */
export type ConsentView = Readonly<
  Record<string, { readonly state: ConsentStateName; readonly version: number }>
>;

export const EMPTY_VIEW: ConsentView = {};

export interface ConsentFact {
  readonly sender: string;
  readonly program: string;
  readonly state: ConsentStateName;
  /** The entry's place in the subscriber's ledger: a higher one is newer, however the news travelled. */
  readonly version: number;
}

export function consentKey(sender: string, program: string): string {
  return `${sender}/${program}`;
}

/** Folds facts into the view; older news than what is known changes nothing. */
export function foldConsents(view: ConsentView, facts: readonly ConsentFact[]): ConsentView {
  let folded: Record<string, ConsentView[string]> | undefined;
  for (const { sender, program, state, version } of facts) {
    const key = consentKey(sender, program);
    const known = (folded ?? view)[key];
    if (known && known.version >= version) continue;
    folded ??= { ...view };
    folded[key] = { state, version };
  }
  return folded ?? view;
}

/** The state of a program (or of everything, `*`) in the view. */
export function stateOf(view: ConsentView, sender: string, program: string): ConsentStateName {
  return view[consentKey(sender, program)]?.state ?? 'none';
}
