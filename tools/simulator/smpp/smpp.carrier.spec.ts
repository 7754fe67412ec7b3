import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  findCarrier,
  type CarrierAccount,
  type CarrierReceiver,
  type CarrierSender,
  type InboundMo,
  type InboundReceipt,
  type Intake,
  type LinkWatch,
  type OutboundMt,
  type SendOutcome,
} from '@parley/carriers';
import { createSimulator, type Simulator } from '../simulator.js';

const smpp = findCarrier('smpp')!;
const long = 'Warm Sweaters: '.padEnd(400, 'every sweater is knitted by hand {soft} ');

let folder: string;
let simulator: Simulator;
const open: { close(): Promise<void> }[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'smpp-'));
  simulator = await createSimulator({
    ledgerFile: join(folder, 'ledger.ndjson'),
    receiptFlushMs: 1,
    moRetry: { attempts: 6, firstMs: 20, maxMs: 2_000 },
    receiptRetry: { attempts: 6, firstMs: 20, maxMs: 2_000 },
  });
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
  await simulator.close();
  await rm(folder, { recursive: true });
});

function account(settings: Record<string, string> = {}, token = 'parley'): CarrierAccount {
  return {
    baseUrl: simulator.smppUrl,
    accountId: 'parley',
    token,
    settings: { responseSeconds: '0.4', ...settings },
  };
}

function sender(settings?: Record<string, string>, watch?: LinkWatch): CarrierSender {
  const made = smpp.createSender(account(settings), undefined, watch);
  open.push(made);
  return made;
}

const mt = (fields: Partial<OutboundMt> = {}): OutboundMt => ({
  mtId: '0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20',
  from: '12345',
  to: '+14155550101',
  text: 'Grüße 🧶',
  callbackUrl: '',
  validitySeconds: 600,
  ...fields,
});

const kinds = (outcomes: readonly SendOutcome[]) => outcomes.map(({ kind }) => kind);

/** What a receiver heard, and how it is answered: kept, unless the test says otherwise. */
function receiver(settings?: Record<string, string>, answer: () => Intake = () => 'kept') {
  const mos: InboundMo[] = [];
  const receipts: InboundReceipt[] = [];
  let wake = (): void => undefined;
  const take = async <T>(list: T[], item: T): Promise<Intake> => {
    list.push(item);
    wake();
    return answer();
  };
  const made: CarrierReceiver = smpp.createReceiver!(account(settings), {
    mo: (mo) => take(mos, mo),
    receipt: (receipt) => take(receipts, receipt),
    unreadable: () => undefined,
  });
  open.push(made);
  const heard = async (list: readonly unknown[], count: number): Promise<void> => {
    while (list.length < count) await new Promise<void>((resolve) => (wake = resolve));
  };
  return { made, mos, receipts, heard };
}

describe('sending over SMPP', () => {
  it('hands over a text as it is, and a long one in parts that the phone puts together', async () => {
    const line = sender();
    const [short, parts] = await Promise.all([
      line.send(mt()),
      line.send(mt({ text: long, to: '+14155550102' })),
    ]);
    expect(short).toMatchObject({ kind: 'submitted', taken: { total: 1, ids: [expect.any(String)] } });
    expect(parts).toMatchObject({ kind: 'submitted', taken: { total: 3 } });
    if (parts.kind === 'submitted')
      expect(parts.taken?.ids).toEqual([parts.carrierMessageId, expect.any(String), expect.any(String)]);
    expect(simulator.inbox.read('+14155550101', 0)).toMatchObject([
      { text: 'Grüße 🧶', from: '12345', carrier: 'smpp' },
    ]);
    expect(simulator.inbox.read('+14155550102', 0)).toMatchObject([{ text: long, segments: 3 }]);
  });

  it.each([
    { longTexts: 'sar' },
    { longTexts: 'payload' },
    { alphabet: 'latin1' },
    { bind: 'transceiver', binds: '3', validity: 'absolute' },
  ])('hands over a long text with %o', async (settings) => {
    const outcome = await sender(settings as unknown as Record<string, string>).send(mt({ text: long }));
    expect(outcome.kind).toBe('submitted');
    expect(simulator.inbox.read('+14155550101', 0)).toMatchObject([{ text: long }]);
  });

  it('throttled: 0x58 before anything of the text was taken', async () => {
    simulator.setFaults({ throttle: { probability: 1 } });
    expect(await sender().send(mt({ text: long }))).toEqual({ kind: 'throttled', carrierCode: '0x58' });
  });

  it('a part that is throttled after others were taken is repeated alone', async () => {
    simulator.setFaults({ throttle: { ratePerSecond: 1 } });
    const outcome = await sender({ responseSeconds: '5' }).send(mt({ text: long }));
    expect(outcome).toMatchObject({ kind: 'submitted', taken: { total: 3 } });
    const taken = (await simulator.entries()).filter(
      (entry) => entry.kind === 'mt.received' && entry.result === 'accepted',
    );
    expect(taken).toHaveLength(3);
  });

  it('unknown, and never whole again: a text of which only some parts were taken in time', async () => {
    simulator.setFaults({ throttle: { ratePerSecond: 1 } });
    const outcome = await sender().send(mt({ text: long, sendBy: Date.now() + 200 }));
    expect(outcome).toMatchObject({
      kind: 'unknown',
      code: 'PARTLY_TAKEN',
      taken: { total: 3, ids: [expect.any(String)] },
    });
  });

  it('rejected: a number that does not exist', async () => {
    expect(await sender().send(mt({ to: '+15005550001' }))).toMatchObject({
      kind: 'rejected',
      code: 'INVALID_NUMBER',
      carrierCode: '0x0b',
    });
  });

  it('unknown: a system error, a hang, a link that breaks before the answer', async () => {
    const line = sender();
    simulator.setFaults({ error: 1 });
    expect(await line.send(mt())).toMatchObject({
      kind: 'unknown',
      code: 'SERVER_ERROR',
      carrierCode: '0x08',
    });
    simulator.setFaults({ hang: 1 });
    expect(await line.send(mt())).toMatchObject({ kind: 'unknown', code: 'NO_ANSWER' });
    simulator.setFaults({ drop: 1 });
    expect(await line.send(mt())).toMatchObject({ kind: 'unknown', code: 'CONNECTION_LOST' });
    const sent = (await simulator.entries()).filter(({ kind }) => kind === 'mt.received');
    expect(sent).toHaveLength(3); // none of them was written twice
  });

  it('failed: no SMSC, a wrong password, the time to begin passed, aborted', async () => {
    const nowhere = smpp.createSender({ ...account(), baseUrl: 'smpp://127.0.0.1:1' });
    const stranger = smpp.createSender(account({}, 'wrong'));
    open.push(nowhere, stranger);
    expect(await nowhere.send(mt())).toEqual({ kind: 'failed', code: 'CONNECTION_FAILED', retry: 'later' });
    expect(await stranger.send(mt())).toEqual({ kind: 'failed', code: 'UNAUTHORISED', retry: 'later' });
    const line = sender();
    expect(await line.send(mt({ sendBy: Date.now() - 1 }))).toMatchObject({
      kind: 'failed',
      code: 'SEND_BY_PASSED',
    });
    expect(await line.send(mt(), AbortSignal.abort())).toMatchObject({ kind: 'failed', code: 'ABORTED' });
    expect(await simulator.entries()).toEqual([]);
  });

  it('keeps within its window, and one that hangs holds up its place alone', async () => {
    const line = sender({ window: '2' });
    expect((await line.send(mt())).kind).toBe('submitted');
    simulator.setFaults({ delayMs: 100 });
    const begun = performance.now();
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => line.send(mt())));
    expect(kinds(outcomes)).toEqual(Array(6).fill('submitted'));
    expect(performance.now() - begun).toBeGreaterThan(290); // three turns of two, at 100 ms each
  });

  it('a bind lost in the middle of a window: what was in it is unknown, what was not is not lost', async () => {
    const line = sender({ window: '4' });
    expect((await line.send(mt())).kind).toBe('submitted');
    simulator.setFaults({ hang: 1 });
    const outcomes = Array.from({ length: 10 }, (_, n) => line.send(mt({ to: `+1415555011${n}` })));
    while ((await simulator.entries()).length < 5) await new Promise((resolve) => setTimeout(resolve, 5));
    simulator.clearFaults();
    simulator.cutSmpp();
    const ended = await Promise.all(outcomes);
    expect(kinds(ended).slice(0, 4)).toEqual(Array(4).fill('unknown'));
    for (const outcome of ended.slice(4)) expect(['submitted', 'failed']).toContain(outcome.kind);
    const sent = (await simulator.entries()).filter((entry) => entry.kind === 'mt.received');
    const phones = sent.map((entry) => entry.kind === 'mt.received' && entry.to);
    expect(new Set(phones).size).toBe(phones.length); // nobody was written to twice
    ended.forEach((outcome, n) => {
      expect(phones.includes(`+1415555011${n}`)).toBe(outcome.kind !== 'failed');
    });
  });

  it('comes back by itself, and says what happened to its link', async () => {
    const changes: string[] = [];
    let wake = (): void => undefined;
    const line = sender({}, ({ kind }) => {
      changes.push(kind);
      wake();
    });
    expect((await line.send(mt())).kind).toBe('submitted');
    simulator.cutSmpp();
    while (changes.length < 3) await new Promise<void>((resolve) => (wake = resolve));
    expect(changes).toEqual(['bound', 'lost', 'bound']);
    expect((await line.send(mt())).kind).toBe('submitted');
  });

  it('closes after what is under way, and unbinds', async () => {
    const line = smpp.createSender(account());
    await line.send(mt());
    simulator.setFaults({ delayMs: 50 });
    const last = line.send(mt());
    await line.close();
    expect((await last).kind).toBe('submitted');
    expect(await line.send(mt())).toMatchObject({ kind: 'failed', code: 'ABORTED' });
  });
});

describe('hearing over SMPP', () => {
  it('gives texts with their parts, by header, by sar TLVs and as one payload', async () => {
    const { mos } = receiver();
    const text = { from: '+14155550101', to: '12345', text: 'Grüße 🧶', carrier: 'smpp' as const };
    expect(await simulator.sendText(text)).toMatchObject({ acked: true, attempts: 1 });
    expect(mos).toMatchObject([{ from: '+14155550101', to: '12345', text: 'Grüße 🧶', encoding: 'ucs2' }]);
    for (const longTexts of ['udh', 'sar', 'payload'] as const) {
      mos.length = 0;
      simulator.setSmppHabits({ longTexts });
      expect(await simulator.sendText({ ...text, text: long })).toMatchObject({ acked: true });
      const parts = mos.map(({ part }) => part && [part.total, part.number]);
      expect(parts).toEqual(
        longTexts === 'payload'
          ? [undefined]
          : [
              [3, 1],
              [3, 2],
              [3, 3],
            ],
      );
      expect(mos.map((mo) => mo.text).join('')).toBe(long);
    }
  });

  it('is sent a text again that could not be kept, under the same name', async () => {
    let times = 0;
    const { mos } = receiver({}, () => (++times === 1 ? 'again' : 'kept'));
    const text = { from: '+14155550101', to: '12345', text: 'YES', carrier: 'smpp' as const };
    expect(await simulator.sendText(text)).toMatchObject({ acked: true, attempts: 2 });
    expect(mos[0]!.carrierMessageId).toBe(mos[1]!.carrierMessageId);
  });

  it('gives the same words, said anew, another name', async () => {
    const { mos } = receiver();
    const text = { from: '+14155550101', to: '12345', text: 'YES', carrier: 'smpp' as const };
    await simulator.sendText(text);
    await simulator.sendText(text);
    expect(new Set(mos.map((mo) => mo.carrierMessageId)).size).toBe(2);
  });

  it('refuses for good what makes no sense', async () => {
    receiver({}, () => 'refused');
    const text = { from: '+14155550101', to: '12345', text: 'YES', carrier: 'smpp' as const };
    expect(await simulator.sendText(text)).toMatchObject({ acked: false, status: 400, attempts: 1 });
  });

  it.each([
    ['decimal', {}, {}],
    [
      'hex in answers',
      { idsInAnswers: { radix: 'hex', upperCase: true } },
      { idsInAnswers: 'hex', idsInReceipts: 'decimal' },
    ],
    [
      'hex in receipts, with zeros',
      { idsInReceipts: { radix: 'hex', digits: 24 } },
      { idsInAnswers: 'decimal', idsInReceipts: 'hex' },
    ],
    ['zeros on one side', { idsInReceipts: { radix: 'decimal', digits: 30 } }, {}],
    ['TLVs alone', { receipts: 'tlvs', idsInAnswers: { radix: 'hex' } }, {}],
  ] as const)('ties receipts to the ids of answers: %s', async (_what, habits, settings) => {
    for (const receipts of ['text', 'both'] as const) {
      simulator.setSmppHabits({ receipts, ...habits });
      const sides = receiver(settings);
      const outcome = await sender(settings).send(mt());
      await sides.heard(sides.receipts, 1);
      expect(outcome).toMatchObject({
        kind: 'submitted',
        carrierMessageId: sides.receipts[0]!.carrierMessageId,
      });
      expect(sides.receipts[0]).toMatchObject({ status: 'delivered', to: '+14155550101', from: '12345' });
      await Promise.all(open.splice(0).map((one) => one.close()));
    }
  });

  it('says why a text was not delivered', async () => {
    const { receipts, heard } = receiver();
    await sender().send(mt({ to: '+15005550021' }));
    await heard(receipts, 1);
    expect(receipts).toMatchObject([{ status: 'undelivered', code: 'UNKNOWN_ERROR', carrierCode: '003' }]);
  });

  it('counts its links', async () => {
    const { made } = receiver({ binds: '2' });
    while (made.links.up < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(made.links).toEqual({ wanted: 2, up: 2 });
  });
});
