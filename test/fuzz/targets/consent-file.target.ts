import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programConfigured, senderConfigured, type EventDefinition } from '@parley/contracts';
import { encodeEvent } from '@parley/messaging';
import { deactivateFile } from '../../../tools/parley/consent/deactivate-file.js';
import { importFile } from '../../../tools/parley/consent/import-file.js';
import type { Random } from '../../faults/random.js';
import { ACCEPTED, refusedWith, type FuzzTarget, type Verdict } from '../fuzz-target.js';
import { mutateBytes, randomBytes } from '../mutations/bytes.mutation.js';
import { oddWords } from '../mutations/odd-words.js';

/** A file as somebody else's system exported it. */
export interface ConsentFileInput {
  readonly command: 'import' | 'deactivate';
  readonly bytes: Buffer;
}

const nowMs = 1_780_000_000_000;
const { sender, country } = senderConfigured.example;
const { program } = programConfigured.example;

const files: Readonly<Record<ConsentFileInput['command'], readonly string[]>> = {
  import: [
    `number,sender,program,action,disclosure,disclosure_version,requested_at
+14155550101,${sender},${program},opt_in,"By texting JOIN, you agree",v3,2026-01-20T15:00:00Z
(415) 555-0102,${sender},${program},opt_out,,,2026-01-20
+447700900123,${sender},,opt-out,,,
`,
    '\ufeffNumber;Action;Requested At\r\n+14155550101;opt_in;2026-01-20T15:00:00+01:00\r\n4155550102;OPT_OUT;\r\n',
    'number\tname\n+14155550101\t"Ann ""A"" Lee"\n+14155550102\t"two\nlines"\n',
  ],
  deactivate: [
    '# given back in November\n+14155550101\n4155550102, Ann\n',
    'number;since\r\n"+14155550101";2026-01-20\r\n+447700900123;\r\n',
  ],
};

/** `parley consent import` and `parley consent deactivate`: bad rows are put aside with their reason, good ones fit the contract. */
export function consentFileTarget(): FuzzTarget<ConsentFileInput> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-fuzz-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'consents.csv');
  return {
    name: 'csv',
    draw: (random) => {
      const command = random.next() < 0.8 ? 'import' : 'deactivate';
      return { command, bytes: changed(files[command], random) };
    },
    feed: async ({ command, bytes }) => {
      writeFileSync(path, bytes);
      return command === 'import' ? importing(path) : deactivating(path);
    },
  };
}

async function importing(path: string): Promise<Verdict> {
  try {
    const { rejects } = await importFile({
      path,
      rejectsFile: `${path}.rejects`,
      defaults: { sender, program },
      config: {
        senders: new Map([[sender, senderConfigured.example]]),
        programs: new Map([
          [program, { ...programConfigured.example, disclosureText: 'Text JOIN for news.' }],
        ]),
      },
      sender: checkedSender,
      nowMs,
    });
    return verdictOf(rejects);
  } catch (error) {
    // The whole file is refused, as `parley` prints it.
    const { code, message } = error as { code?: string; message: string };
    if (code === 'HEADER_INVALID' || code?.startsWith('CSV_')) return refusedWith({ code, message });
    throw error;
  }
}

async function deactivating(path: string): Promise<Verdict> {
  const terms = { senders: [sender], preferences: ['size'], country, sender: checkedSender, nowMs };
  const { rejects } = await deactivateFile({ path, ...terms });
  return verdictOf(rejects);
}

function verdictOf(rejects: readonly { code: string; message: string }[]): Verdict {
  for (const reject of rejects) refusedWith(reject);
  const [first] = rejects;
  return first === undefined ? ACCEPTED : refusedWith(first);
}

/** Publishes nothing; what does not fit its contract is a crash, as it would be there. */
const checkedSender = {
  send: async (event: EventDefinition, _name: string, data: { subscriber: string }): Promise<void> => {
    const key = data.subscriber;
    encodeEvent(event, data, { id: 'x', source: 'x', timeMs: 0, key, conversationId: 'x', traceparent: 'x' });
  },
  flush: async (): Promise<void> => undefined,
};

function changed(examples: readonly string[], random: Random): Buffer {
  const example = random.pick(examples);
  const chance = random.next();
  if (chance < 0.04) return randomBytes(random);
  const others = examples.map((text) => Buffer.from(text));
  if (chance < 0.4) return mutateBytes(Buffer.from(example), random, others);
  const rows = example.split('\n').map((row) => row.split(','));
  for (let times = random.pick([1, 2, 4]); times > 0; times--) {
    const row = random.pick(rows);
    const at = random.between(0, row.length - 1);
    random.pick([
      () => void (row[at] = random.pick(oddWords)),
      () => void (row[at] = `"${random.pick(oddWords)}"`),
      () => void (row[at] += random.pick(['"', '""', '\n', '\0', ';', '\t'])),
      () => void row.splice(at, 1),
      () => void row.splice(at, 0, random.pick(oddWords)),
      () => void rows.splice(random.between(0, rows.length), 0, [...row]),
      () => void (row[at] = (row[at] ?? '').slice(0, 30).repeat(random.pick([2, 1_000]))),
    ])();
  }
  return Buffer.from(rows.map((row) => row.join(',')).join('\n'));
}
