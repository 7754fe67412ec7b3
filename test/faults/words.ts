/*
 * The words of parley.faults.yaml that scenarios and the judge go by; a spec holds the two together.
 */

/** A sender with room. */
export const ROOMY = '12345';
/** A sender whose contract is so low that texts wait for it. */
export const SLOW = '54321';

export const PROGRAM = 'sweater-club';
export const PROMPT =
  'Warm Sweaters: reply YES to join the Sweater Club, up to 4 msgs/month. Msg & data rates may apply. HELP for help, STOP to end.';
export const WELCOME =
  'Welcome to the Sweater Club by Warm Sweaters! Up to 4 msgs/month. Msg & data rates may apply. HELP for help, STOP to end.';
export const GOODBYE =
  'Warm Sweaters: you are unsubscribed and will get no more texts. Reply START to come back.';
export const HELP = 'Warm Sweaters: help at 1-800-555-0100. Msg & data rates may apply. Reply STOP to end.';

export const DISCOUNT = {
  question: 'DISCOUNT',
  answer: 'Your code WARM30 takes 30% off your next sweater order.',
};

/** Keywords whose replies tell their order. */
export const ROWS = [
  { question: 'ONE', answer: 'Row one: knit all.' },
  { question: 'TWO', answer: 'Row two: purl all.' },
  { question: 'THREE', answer: 'Row three: knit two, purl two.' },
  { question: 'FOUR', answer: 'Row four: purl two, knit two.' },
  { question: 'FIVE', answer: 'Row five: cast off.' },
] as const;

/** Contracts, segments/s. */
export const CONTRACTS: ReadonlyMap<string, number> = new Map([
  [ROOMY, 300],
  [SLOW, 40],
]);
