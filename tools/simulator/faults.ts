/** What the simulator does wrong on request. Probabilities are 0–1, of each request by itself. */
export interface Faults {
  /** 429 beyond so many segments of one sender in any sliding second, and at random. */
  readonly throttle?: {
    readonly ratePerSecond?: number;
    readonly probability?: number;
    /** What Retry-After says, whole seconds. Default 1. */
    readonly retryAfterSeconds?: number;
  };
  /** Answers come this late, ms. */
  readonly delayMs?: number;
  /** Takes the text, then closes the connection without an answer. */
  readonly drop?: number;
  /** Takes the text, then never answers. */
  readonly hang?: number;
  /** Posts a webhook (MO or receipts) twice. */
  readonly duplicate?: number;
  /** Holds a receipt back, so that later ones overtake it. */
  readonly reorder?: number;
  /** Answers 500 and does not take the text. */
  readonly error?: number;
}

const probabilities = ['drop', 'hang', 'duplicate', 'reorder', 'error'] as const;
const known = new Set<string>([...probabilities, 'throttle', 'delayMs']);
const knownOfThrottle = new Set(['ratePerSecond', 'probability', 'retryAfterSeconds']);

/** A fault description that cannot be meant. */
export class FaultsInvalidError extends Error {
  readonly code = 'FAULTS_INVALID';
}

/** Checks what came over the control API; throws a `FaultsInvalidError` that names the wrong field. */
export function parseFaults(value: unknown): Faults {
  const faults = objectOf(value, 'faults', known);
  for (const name of probabilities) checkNumber(faults, name, 1);
  checkNumber(faults, 'delayMs', 600_000);
  if (faults.throttle !== undefined) {
    const throttle = objectOf(faults.throttle, 'throttle', knownOfThrottle);
    checkNumber(throttle, 'ratePerSecond', 1_000_000);
    checkNumber(throttle, 'probability', 1);
    checkNumber(throttle, 'retryAfterSeconds', 3_600);
  }
  return faults;
}

function objectOf(value: unknown, name: string, fields: ReadonlySet<string>): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new FaultsInvalidError(`"${name}" must be an object with any of: ${[...fields].join(', ')}.`);
  }
  for (const field of Object.keys(value)) {
    if (!fields.has(field)) {
      throw new FaultsInvalidError(`There is no fault "${field}"; there are: ${[...fields].join(', ')}.`);
    }
  }
  return value as Record<string, unknown>;
}

function checkNumber(fields: Record<string, unknown>, name: string, highest: number): void {
  const value = fields[name];
  if (value === undefined) return;
  if (typeof value !== 'number' || !(value >= 0 && value <= highest)) {
    throw new FaultsInvalidError(`"${name}" must be a number from 0 to ${highest}.`);
  }
}
