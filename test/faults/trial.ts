import type { Random } from './random.js';

/** What chance decides of a trial before it begins, so that the same seed gives the same trials. */
export interface TrialPlan {
  readonly number: number;
  /** When the fault comes, ms after the load begins. */
  readonly faultAfterMs: number;
  /** How long it stays, ms; a service takes some seconds more to come back. */
  readonly faultForMs: number;
  readonly random: Random;
}

/** A fault comes at any moment of the time given, ms from the load's begin, and stays for up to 2 s. */
export function planTrial(number: number, campaign: Random, withinMs: number): TrialPlan {
  const random = campaign.fork(`trial ${number}`);
  return {
    number,
    faultAfterMs: random.between(Math.round(withinMs * 0.05), Math.round(withinMs * 0.95)),
    faultForMs: random.between(0, 2_000),
    random,
  };
}
