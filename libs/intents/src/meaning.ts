import type { IntentResolved } from '@parley/contracts';

export type Intent = IntentResolved['intent'];

/** A text that answers, and why it may go where others may not. */
export interface Answer {
  readonly kind: 'reply' | 'help' | 'fallback';
  readonly text: string;
  /** Subscriptions says it, once in 24 h, unless a program waits for an answer. */
  readonly deferred?: boolean | undefined;
}

/** What a text may mean, by one rule. */
export interface Meaning {
  readonly intent: Intent;
  readonly rule: string;
  readonly ruleVersion: string;
  /** The rule's own word. */
  readonly matched: string;
  readonly keyword?: string | undefined;
  readonly program?: string | undefined;
  readonly scope?: 'program' | 'sender' | undefined;
  /** The rule that decided how far an opt-out reaches. */
  readonly scopeRule?: string | undefined;
  /** What the placeholders of a pattern took. */
  readonly captured?: Readonly<Record<string, string>> | undefined;
  readonly answer?: Answer | undefined;
  /** With intent flow: which begins. */
  readonly flow?: string | undefined;
}

/** What a text was found to mean, with what else it could have meant, best first. */
export interface Resolution extends Meaning {
  readonly normalized: string;
  readonly alternatives: readonly Meaning[];
}

/** In one line, for the explanation: `opt_out`, `subscribe sweater-club`, `reply`. */
export function outcomeOf({ intent, program }: Meaning): string {
  return program === undefined ? intent : `${intent} ${program}`;
}
