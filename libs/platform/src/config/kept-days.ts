import { z } from 'zod';

/** A setting that says for how many days something is kept; `least` where the house itself needs it so long. */
export function keptDays(least: number, days: number, description: string) {
  return z.coerce
    .number()
    .int()
    .min(least)
    .max(36_500)
    .default(days)
    .meta({ description: `${description}, days` });
}
