import type { ConsentSource } from '@parley/contracts';
import type { Words } from './words.js';

/** A wish that concerns consent, whoever brought it: a text from the phone or a request of another service. */
export type ConsentCommand = Subscribe | Confirm | Answer | OptIn | OptOut;

/** Into a program: a keyword, or a request from elsewhere. No program: the sender's only one. */
export interface Subscribe {
  readonly kind: 'subscribe';
  readonly sender: string;
  readonly program?: string | undefined;
  readonly source: ConsentSource;
  /** Asked for by a flow after a text of the person: no explicit word, so it lifts no opt-out by itself. */
  readonly inFlow?: boolean | undefined;
  /** What a form or a page said, where it was one. */
  readonly disclosure?: Words | undefined;
}

/** YES or Y; or a word that only one program has, and then that program. */
export interface Confirm {
  readonly kind: 'confirm';
  readonly sender: string;
  readonly program?: string | undefined;
  readonly source: ConsentSource;
}

/** A text that nothing else understood: where a program waits for an answer, it may be that, or a wrong one. */
export interface Answer {
  readonly kind: 'answer';
  readonly sender: string;
  /** As the person wrote it. */
  readonly text: string;
  readonly source: ConsentSource;
}

/** START or UNSTOP, from the phone. */
export interface OptIn {
  readonly kind: 'opt_in';
  readonly sender: string;
  readonly source: ConsentSource;
}

/** STOP, an unsubscribe keyword, or a revocation from elsewhere. No program: everything on the sender. */
export interface OptOut {
  readonly kind: 'opt_out';
  readonly sender: string;
  readonly program?: string | undefined;
  readonly source: ConsentSource;
  readonly disclosure?: Words | undefined;
}
