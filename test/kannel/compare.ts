/**
 * Whether the simulator speaks SMPP, or a dialect that only Parley understands: Kannel (Debian's package `kannel`) and
 * Parley are bound to one simulator after the other, and must hear and send the same texts. Run by hand:
 *   npm run build && node dist/test/kannel/compare.js /usr/sbin
 */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findCarrier, type InboundMo } from '@parley/carriers';
import { createSimulator, type Simulator } from '../../tools/simulator/simulator.js';
import { Kannel } from './kannel.js';

const TEXTS = [
  'DISCOUNT',
  'Grüße für 5 €: @£$ {[~]} | ^ \\ ¿¡',
  'Привет 🧶',
  'A long text within GSM-7, with € and {braces}, in parts. '.repeat(6).trim(),
  'Длинный текст в UCS-2, по частям 🧶. '.repeat(6).trim(),
];
const SENDER = '12345';

interface Side {
  /** What the client heard of phones. */
  readonly heard: string[];
  /** What phones heard of the client. */
  readonly sent: string[];
  readonly receipts: number;
}

async function withKannel(simulator: Simulator, programs: string, folder: string): Promise<Side> {
  const kannel = await Kannel.start(programs, folder, simulator.smppUrl);
  try {
    for (const [index, text] of TEXTS.entries()) {
      const outcome = await simulator.sendText({ carrier: 'smpp', from: phone(1, index), to: SENDER, text });
      if (!outcome.acked) throw new Error(`Kannel did not take text ${index + 1}: ${outcome.status}`);
    }
    await kannel.until(kannel.heard, TEXTS.length);
    const sent = [];
    for (const [index, text] of TEXTS.entries()) {
      await kannel.send(phone(2, index), text);
      sent.push(await next(simulator, phone(2, index)));
    }
    await kannel.until(kannel.receipts, TEXTS.length);
    const heard = TEXTS.map(
      (_, index) => kannel.heard.find(({ from }) => from.endsWith(phone(1, index).slice(1)))?.text ?? '',
    );
    return { heard, sent, receipts: kannel.receipts.filter((status) => status === '1').length };
  } finally {
    await kannel.stop();
  }
}

async function withParley(simulator: Simulator): Promise<Side> {
  const smpp = findCarrier('smpp')!;
  const account = { baseUrl: simulator.smppUrl, accountId: 'parley', token: 'parley' };
  const mos: InboundMo[] = [];
  let delivered = 0;
  const receiver = smpp.createReceiver!(account, {
    mo: (mo) => Promise.resolve(mos.push(mo) > 0 ? 'kept' : 'again'),
    receipt: ({ status }) =>
      Promise.resolve((delivered += status === 'delivered' ? 1 : 0) >= 0 ? 'kept' : 'again'),
    unreadable: () => undefined,
  });
  const sender = smpp.createSender(account);
  try {
    const sent = [];
    let parts = 0;
    for (const [index, text] of TEXTS.entries()) {
      await simulator.sendText({ carrier: 'smpp', from: phone(1, index), to: SENDER, text });
      const mt = { mtId: `${index}`, from: SENDER, to: phone(2, index), text, callbackUrl: '' };
      const outcome = await sender.send(mt);
      if (outcome.kind !== 'submitted')
        throw new Error(`Parley did not send text ${index + 1}: ${outcome.kind}`);
      parts += outcome.taken?.total ?? 1;
      sent.push(await next(simulator, phone(2, index)));
    }
    await simulator.whenIdle();
    const heard = TEXTS.map((_, index) => textOf(mos.filter(({ from }) => from === phone(1, index))));
    return { heard, sent, receipts: delivered === parts ? TEXTS.length : 0 };
  } finally {
    await Promise.all([sender.close(), receiver.close()]);
  }
}

function textOf(parts: InboundMo[]): string {
  return parts
    .sort((a, b) => (a.part?.number ?? 1) - (b.part?.number ?? 1))
    .map(({ text }) => text)
    .join('');
}

const seen = new Map<string, number>();

/** The next text that a phone gets. */
async function next(simulator: Simulator, of: string): Promise<string> {
  const [message] = await simulator.inbox.wait(of, seen.get(of) ?? 0, 10_000);
  seen.set(of, message?.seq ?? 0);
  return message?.text ?? '';
}

const phone = (kind: number, index: number): string => `+141555501${kind}${index}`;

async function main(): Promise<void> {
  const programs = process.argv[2] ?? '/usr/sbin';
  const folder = await mkdtemp(join(tmpdir(), 'kannel-'));
  const simulator = await createSimulator({ ledgerFile: join(folder, 'ledger.ndjson') });
  try {
    const kannel = await withKannel(simulator, programs, folder);
    const parley = await withParley(simulator);
    const rows = TEXTS.map((text, index) => ({
      text: text.length > 30 ? `${text.slice(0, 29)}…` : text,
      'Kannel heard': kannel.heard[index] === text,
      'phone heard of Kannel': kannel.sent[index] === text,
      'Parley heard': parley.heard[index] === text,
      'phone heard of Parley': parley.sent[index] === text,
    }));
    console.table(rows);
    console.log(
      `Receipts "delivered": Kannel ${kannel.receipts} of ${TEXTS.length}, Parley ${parley.receipts} of ${TEXTS.length}.`,
    );
    const same = rows.every((row) => Object.values(row).every((value) => value !== false));
    const all = kannel.receipts === TEXTS.length && parley.receipts === TEXTS.length;
    console.log(
      same && all ? 'The same texts, word for word.' : `They differ; Kannel's logs are in ${folder}.`,
    );
    process.exitCode = same && all ? 0 : 1;
    if (!same) console.log(JSON.stringify({ kannel, parley }, null, 2));
  } finally {
    await simulator.close();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
