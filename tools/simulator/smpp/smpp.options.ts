/** How the simulator's SMSC spells an id. */
export interface IdForm {
  readonly radix: 'decimal' | 'hex';
  /** At least so many digits, with zeros in front. */
  readonly digits?: number;
  readonly upperCase?: boolean;
}

/** The simulator's SMSC: how it listens, and the habits that real ones differ in. */
export interface SmppOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  readonly systemId?: string;
  readonly password?: string;
  /** Ids in submit_sm_resp. Default decimal. */
  readonly idsInAnswers?: IdForm;
  /** Ids in receipts' texts. Default decimal. */
  readonly idsInReceipts?: IdForm;
  /** Where receipts say what they say. Default both. */
  readonly receipts?: 'text' | 'tlvs' | 'both';
  /** How texts longer than one message reach Parley. Default udh. */
  readonly longTexts?: 'udh' | 'sar' | 'payload';
  /** deliver_sm that may wait for their answer on one bind. Default 50. */
  readonly window?: number;
}

export type SmppHabits = Required<SmppOptions>;

/** Credentials for local use; anything that is reachable from elsewhere sets its own. */
export const localSmpp = { systemId: 'parley', password: 'parley' } as const;

export function smppHabits(options: SmppOptions = {}): SmppHabits {
  return {
    port: 0,
    ...localSmpp,
    idsInAnswers: { radix: 'decimal' },
    idsInReceipts: { radix: 'decimal' },
    receipts: 'both',
    longTexts: 'udh',
    window: 50,
    ...options,
  };
}

/** A habit that cannot be meant. */
export class HabitsInvalidError extends Error {
  readonly code = 'HABITS_INVALID';
}

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  receipts: ['text', 'tlvs', 'both'],
  longTexts: ['udh', 'sar', 'payload'],
};

/** Checks habits that came over the control API; throws a `HabitsInvalidError` that names the wrong field. */
export function parseHabits(value: object): Partial<SmppOptions> {
  for (const [name, given] of Object.entries(value)) {
    const choices = CHOICES[name];
    if (choices?.includes(given as string)) continue;
    if (name.startsWith('idsIn') && isIdForm(given)) continue;
    throw new HabitsInvalidError(
      `"${name}" is no habit, or has no such value; there are idsInAnswers and idsInReceipts ` +
        '({"radix": "decimal" or "hex", "digits"?, "upperCase"?}), receipts (text, tlvs, both), longTexts (udh, sar, payload).',
    );
  }
  return value;
}

function isIdForm(value: unknown): boolean {
  const { radix } = (value ?? {}) as IdForm;
  return radix === 'decimal' || radix === 'hex';
}

export function spellId(id: bigint, { radix, digits = 1, upperCase = false }: IdForm): string {
  const written = id.toString(radix === 'hex' ? 16 : 10).padStart(digits, '0');
  return upperCase ? written.toUpperCase() : written;
}
