import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from '../environment.js';

/** What this installation's parts know of each other and nobody else does. */
export interface Secrets {
  /** Conversation ids are HMACs under it; another one would name all conversations anew. */
  readonly pepper: string;
  /** Signs the simulator's webhooks. */
  readonly simulatorSecret: string;
  /** The simulator's send API asks for it. */
  readonly simulatorToken: string;
  /** The simulator's Twilio account: both the API's password and the webhooks' key. */
  readonly twilioAuthToken: string;
}

/**
 * The secrets of a data folder, made at the first start and kept in `secrets.json` (mode 600). PARLEY_PEPPER of the
 * environment goes before the one kept.
 */
export async function secretsOf(dataDir: string, environment: Environment): Promise<Secrets> {
  const file = join(dataDir, 'secrets.json');
  const kept = await readSecrets(file);
  const secrets: Secrets = {
    pepper: kept.pepper ?? secret(),
    simulatorSecret: kept.simulatorSecret ?? secret(),
    simulatorToken: kept.simulatorToken ?? secret(),
    twilioAuthToken: kept.twilioAuthToken ?? secret(),
  };
  if (Object.entries(secrets).some(([name, value]) => kept[name as keyof Secrets] !== value)) {
    await mkdir(dataDir, { recursive: true });
    await writeFile(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  }
  const pepper = environment.PARLEY_PEPPER?.trim();
  return pepper ? { ...secrets, pepper } : secrets;
}

async function readSecrets(file: string): Promise<Partial<Secrets>> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Partial<Secrets>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}

function secret(): string {
  return randomBytes(24).toString('hex');
}
