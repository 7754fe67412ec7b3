import { type z } from 'zod';

/** A setting is missing or malformed; the message names each and says what is wanted. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly code = 'CONFIGURATION_INVALID';
}

/**
 * Reads this process's environment through one schema; the only place where `process.env` is read.
 * Empty strings count as absent. Throws ConfigurationError naming every bad variable at once.
 */
export function readEnvironment<S extends z.ZodObject>(
  schema: S,
  environment: Record<string, string | undefined> = process.env,
): z.infer<S> {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(present);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new ConfigurationError(`The environment does not fit this service. Set ${problems.join('; ')}.`);
}
