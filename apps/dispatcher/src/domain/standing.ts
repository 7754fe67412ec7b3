import { EMPTY_VIEW, type ConsentView } from './consent-view.js';

/** What the dispatcher knows of a person when a text to them is asked for. */
export interface Standing {
  readonly consents: ConsentView;
  /** True: given up after failures in a row. */
  readonly unreachable?: boolean;
  /** What they said of where they are: an IANA time zone. */
  readonly timeZone?: string;
}

/** Who nothing is known of. */
export const STRANGER: Standing = { consents: EMPTY_VIEW };
