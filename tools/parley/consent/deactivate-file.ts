import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { consentRequested, preferenceRequested } from '@parley/contracts';
import { normalizeNumber } from '@parley/sms';
import type { EventSender } from './event-sender.js';

export interface Deactivated {
  readonly numbers: number;
  /** Lines that hold no number. */
  readonly rejects: readonly { readonly line: number; readonly code: string; readonly message: string }[];
}

export interface DeactivateOptions {
  readonly path: string;
  /** All senders: a number that was given back has another owner on every one. */
  readonly senders: readonly string[];
  readonly preferences: readonly string[];
  /** ISO 3166: how numbers without a calling code are read. */
  readonly country: string;
  /** Absent: a dry run, nothing is published. */
  readonly sender?: Pick<EventSender, 'send' | 'flush'> | undefined;
  readonly nowMs: number;
}

/**
 * Ends every consent of numbers that their owners gave back, and forgets what was told under them; no text is
 * sent. A number a line, or the first column of a CSV file; `#` begins a remark. The same list on the same day
 * asks for nothing twice.
 */
export async function deactivateFile(options: DeactivateOptions): Promise<Deactivated> {
  const { sender, nowMs } = options;
  const requestedAt = new Date(nowMs).toISOString();
  const day = requestedAt.slice(0, 10);
  const rejects: Deactivated['rejects'][number][] = [];
  const seen = new Set<string>();
  let line = 0;
  const lines = createInterface({ input: createReadStream(options.path), crlfDelay: Infinity });
  for await (const written of lines) {
    line += 1;
    const raw = written
      .replace(/^\uFEFF/, '')
      .split(/[,;\t#]/)[0]!
      .trim()
      .replace(/^"|"$/g, '');
    if (raw === '' || (line === 1 && /^[a-z_ ]+$/i.test(raw))) continue;
    const number = normalizeNumber(raw, options.country);
    if (!number.ok) {
      rejects.push({ line, code: number.code, message: number.message });
      continue;
    }
    const subscriber = number.e164;
    if (seen.has(subscriber)) continue;
    seen.add(subscriber);
    const source = 'deactivation';
    for (const from of options.senders) {
      const request = { subscriber, sender: from, action: 'opt_out', source, requestedAt } as const;
      await sender?.send(consentRequested, `deactivation/${day}/${from}/${subscriber}`, request);
    }
    for (const preference of options.preferences) {
      const wish = { subscriber, preference, value: null, source: 'import', requestedAt } as const;
      await sender?.send(preferenceRequested, `deactivation/${day}/${preference}/${subscriber}`, wish);
    }
  }
  await sender?.flush();
  return { numbers: seen.size, rejects };
}
