import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { carriers, receiptUrl, type CarrierSender, type OutboundMt } from '@parley/carriers';
import { validateRequest } from 'twilio/lib/webhooks/webhooks';
import { IngestStandIn } from './ingest-stand-in.js';
import { createSimulator, type Simulator } from './simulator.js';
import { localSecrets, type SimulatorOptions } from './simulator.options.js';

const phone = '+14155550101';
const fast = { attempts: 4, firstMs: 1, maxMs: 4 };

describe('the carrier simulator', () => {
  let folder: string;
  let ingest: IngestStandIn;
  let simulator: Simulator;
  let senders: CarrierSender[];

  async function start(options: Partial<SimulatorOptions> = {}): Promise<Simulator> {
    simulator = await createSimulator({
      ledgerFile: join(folder, 'ledger.ndjson'),
      ingestUrl: ingest.baseUrl,
      moRetry: fast,
      receiptRetry: fast,
      receiptFlushMs: 5,
      random: () => 0.5,
      ...options,
    });
    return simulator;
  }

  function sender(carrier: 'simulator' | 'twilio' = 'simulator', headersTimeoutMs = 150): CarrierSender {
    const { apiToken } = localSecrets.simulator;
    const { accountSid, authToken } = localSecrets.twilio;
    const account =
      carrier === 'twilio'
        ? { baseUrl: simulator.url, accountId: accountSid, token: authToken }
        : { baseUrl: simulator.url, token: apiToken };
    const created = carriers[carrier].createSender(account, { headersTimeoutMs });
    senders.push(created);
    return created;
  }

  function mt(mtId: string, fields: Partial<OutboundMt> = {}, carrier = 'simulator'): OutboundMt {
    return {
      mtId,
      from: '12345',
      to: phone,
      text: `text ${mtId}`,
      callbackUrl: receiptUrl(ingest.baseUrl, carrier, mtId),
      ...fields,
    };
  }

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'simulator-'));
    ingest = await IngestStandIn.start();
    senders = [];
  });

  afterEach(async () => {
    await Promise.all(senders.map((each) => each.close()));
    await simulator.close();
    await ingest.stop();
    await rm(folder, { recursive: true });
  });

  describe.each(['simulator', 'twilio'] as const)('speaking %s', (carrier) => {
    it("posts a phone's text so that the carrier's own code takes it, and books it", async () => {
      await start();
      const outcome = await simulator.sendText({ from: phone, to: '12345', text: 'JOIN & más 🧶', carrier });
      expect(outcome).toMatchObject({ acked: true, status: 200, attempts: 1, traceId: 'trace-1' });
      expect(ingest.mos).toMatchObject([
        { carrierMessageId: outcome.id, from: phone, to: '12345', text: 'JOIN & más 🧶' },
      ]);
      expect(await simulator.entries()).toMatchObject([
        { kind: 'mo.sent', id: outcome.id, carrier, from: phone, to: '12345', at: outcome.sentAt },
        { kind: 'mo.acked', id: outcome.id, status: 200, attempts: 1, traceId: 'trace-1' },
      ]);
    });

    it('takes a text, hands it to the phone, and reports it delivered', async () => {
      await start();
      const outcome = await sender(carrier).send(mt('mt-1', {}, carrier));
      if (outcome.kind !== 'submitted') throw new Error(JSON.stringify(outcome));
      expect(simulator.inbox.read(phone, 0)).toMatchObject([
        {
          id: outcome.carrierMessageId,
          reference: 'mt-1',
          from: '12345',
          to: phone,
          text: 'text mt-1',
          segments: 1,
        },
      ]);
      await simulator.whenIdle();
      expect(ingest.receipts).toMatchObject([
        {
          carrierMessageId: outcome.carrierMessageId,
          reference: 'mt-1',
          from: '12345',
          to: phone,
          status: 'delivered',
        },
      ]);
      expect((await simulator.entries()).map(({ kind }) => kind)).toEqual([
        'mt.received',
        'receipts.sent',
        'receipts.acked',
      ]);
    });

    it('refuses wrong credentials and takes nothing', async () => {
      await start();
      const account = { baseUrl: simulator.url, accountId: localSecrets.twilio.accountSid, token: 'wrong' };
      const stranger = carriers[carrier].createSender(account);
      senders.push(stranger);
      expect(await stranger.send(mt('mt-1'))).toMatchObject({ kind: 'failed', code: 'UNAUTHORISED' });
      expect(await simulator.entries()).toEqual([]);
    });

    it.each([
      ['+15005550001', 'INVALID_NUMBER'],
      ['+15005550003', 'GEO_BLOCKED'],
      ['+15005550004', 'OPTED_OUT_AT_CARRIER'],
      ['+15005550009', 'LANDLINE'],
      ['4155550101', 'INVALID_NUMBER'],
    ])('refuses texts to %s: %s', async (to, code) => {
      await start();
      expect(await sender(carrier).send(mt('mt-1', { to }))).toMatchObject({ kind: 'rejected', code });
      expect(await simulator.entries()).toMatchObject([{ kind: 'mt.received', to, result: 'rejected' }]);
    });

    it('refuses an empty text and one over 1,600 characters', async () => {
      await start();
      for (const text of ['', 'x'.repeat(1_601)]) {
        expect(await sender(carrier).send(mt('mt-1', { text }))).toMatchObject({ code: 'TEXT_INVALID' });
      }
    });

    it('reports texts to an unreachable phone as undelivered', async () => {
      await start({ receipts: 'all' });
      await sender(carrier).send(mt('mt-1', { to: '+15005550021' }, carrier));
      await simulator.whenIdle();
      expect(ingest.receipts.map(({ status, code }) => [status, code])).toEqual([
        ['sent', undefined],
        ['undelivered', 'UNREACHABLE'],
      ]);
      expect(simulator.inbox.read('+15005550021', 0)).toEqual([]);
    });

    it('throttles with Retry-After', async () => {
      await start();
      simulator.setFaults({ throttle: { ratePerSecond: 2, retryAfterSeconds: 3 } });
      const outcomes = [];
      for (const id of ['a', 'b', 'c']) outcomes.push(await sender(carrier).send(mt(id)));
      expect(outcomes.map(({ kind }) => kind)).toEqual(['submitted', 'submitted', 'throttled']);
      expect(outcomes[2]).toMatchObject({ retryAfterMs: 3_000 });
      expect((await simulator.entries()).at(-1)).not.toHaveProperty('id');
    });

    it('drops and hangs after it took the text, which only the receipt tells', async () => {
      await start();
      simulator.setFaults({ drop: 1 });
      expect(await sender(carrier).send(mt('dropped', {}, carrier))).toEqual({
        kind: 'unknown',
        code: 'CONNECTION_LOST',
      });
      simulator.setFaults({ hang: 1 });
      expect(await sender(carrier).send(mt('hung', {}, carrier))).toEqual({
        kind: 'unknown',
        code: 'NO_ANSWER',
      });
      await simulator.whenIdle();
      expect(ingest.receipts.map(({ reference, status }) => [reference, status])).toEqual([
        ['dropped', 'delivered'],
        ['hung', 'delivered'],
      ]);
      const received = (await simulator.entries()).filter(({ kind }) => kind === 'mt.received');
      expect(received).toMatchObject([{ result: 'dropped' }, { result: 'hung' }]);
    });

    it('fails before it takes the text', async () => {
      await start();
      simulator.setFaults({ error: 1 });
      expect(await sender(carrier).send(mt('mt-1'))).toMatchObject({ kind: 'unknown', code: 'SERVER_ERROR' });
      expect(simulator.inbox.read(phone, 0)).toEqual([]);
      simulator.clearFaults();
      expect(await sender(carrier).send(mt('mt-2'))).toMatchObject({ kind: 'submitted' });
    });
  });

  it('answers late when asked to, and the receipt can come before the answer', async () => {
    await start();
    simulator.setFaults({ delayMs: 120 });
    const order: string[] = [];
    const sent = sender('simulator', 5_000)
      .send(mt('mt-1'))
      .then(() => order.push('answer'));
    await ingest.until(() => ingest.receipts.length === 1);
    order.push('receipt');
    await sent;
    expect(order).toEqual(['receipt', 'answer']);
  });

  describe('texts from phones', () => {
    const text = { from: phone, to: '12345', text: 'DISCOUNT' };

    it('come again, signed anew and with the same id, until ingest takes them', async () => {
      await start();
      const statuses = [503, 429, 500, 200];
      ingest.answering = (response) => {
        response.writeHead(statuses.shift() ?? 200).end();
        return true;
      };
      const outcome = await simulator.sendText(text);
      expect(outcome).toMatchObject({ acked: true, attempts: 4 });
      expect(ingest.mos.map(({ carrierMessageId }) => carrierMessageId)).toEqual(Array(4).fill(outcome.id));
      expect((await simulator.entries()).map(({ kind }) => kind)).toEqual(['mo.sent', 'mo.acked']);
    });

    it('come again after a lost connection', async () => {
      await start();
      let first = true;
      ingest.answering = (_response, _arrival, request) => {
        if (first) request.socket.destroy();
        const lost = first;
        first = false;
        return lost;
      };
      expect(await simulator.sendText(text)).toMatchObject({ acked: true, attempts: 2 });
    });

    it('are given up after the last attempt, and at once where ingest refuses them', async () => {
      await start();
      ingest.answering = (response) => Boolean(response.writeHead(503).end());
      expect(await simulator.sendText(text)).toMatchObject({ acked: false, status: 503, attempts: 4 });
      ingest.answering = (response) => Boolean(response.writeHead(400).end('{"code":"NUMBER_INVALID"}'));
      expect(await simulator.sendText(text)).toMatchObject({
        acked: false,
        status: 400,
        attempts: 1,
        refusal: '{"code":"NUMBER_INVALID"}',
      });
      const last = (await simulator.entries()).filter(({ kind }) => kind === 'mo.refused');
      expect(last).toMatchObject([{ status: 503 }, { status: 400 }]);
    });

    it('come twice under one id when duplicates are asked for', async () => {
      await start();
      simulator.setFaults({ duplicate: 1 });
      const { id } = await simulator.sendText(text);
      await ingest.until(() => ingest.mos.length === 2);
      expect(ingest.mos.map(({ carrierMessageId }) => carrierMessageId)).toEqual([id, id]);
      expect((await simulator.entries()).filter(({ kind }) => kind === 'mo.sent')).toHaveLength(1);
    });

    it('carry the wish to be traced', async () => {
      await start();
      await simulator.sendText({ ...text, debug: true });
      expect(ingest.mos).toMatchObject([{ debug: true }]);
    });

    it('never share an id, across restarts either', async () => {
      await start();
      const first = await simulator.sendText(text);
      await simulator.close();
      await start();
      const second = await simulator.sendText(text);
      expect(new Set([first.id, second.id]).size).toBe(2);
      expect(await simulator.entries()).toHaveLength(4);
    });
  });

  describe('receipts', () => {
    it('that fall due together go in one post, at most 200 each', async () => {
      await start({ receiptFlushMs: 200, connections: 8 });
      const one = sender('simulator', 5_000);
      await Promise.all(Array.from({ length: 450 }, (_, n) => one.send(mt(`mt-${n}`))));
      await simulator.whenIdle();
      expect(ingest.receipts).toHaveLength(450);
      expect(new Set(ingest.receipts.map(({ reference }) => reference)).size).toBe(450);
      const sizes = ingest.arrivals.map(({ receipts }) => receipts.length);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(200);
      // As many posts as flush windows touched, which is the machine's to say; not one per text.
      expect(sizes.length).toBeLessThan(225);
    });

    it('come again until they are taken, and are booked once', async () => {
      await start();
      const statuses = [503, 503];
      ingest.answering = (response) => {
        const status = statuses.shift();
        if (status !== undefined) response.writeHead(status).end();
        return status !== undefined;
      };
      await sender().send(mt('mt-1'));
      await simulator.whenIdle();
      expect(ingest.receipts).toHaveLength(3);
      const booked = (await simulator.entries()).filter(({ kind }) => kind.startsWith('receipts'));
      expect(booked).toMatchObject([
        { kind: 'receipts.sent', receipts: [{ reference: 'mt-1', status: 'delivered' }] },
        { kind: 'receipts.acked', status: 200, attempts: 3 },
      ]);
    });

    it('are none when none are wanted, or nobody said where to', async () => {
      await start({ receipts: 'none' });
      await sender().send(mt('mt-1'));
      await simulator.whenIdle();
      expect(ingest.arrivals).toEqual([]);
    });

    it('overtake each other when asked to', async () => {
      await start({ receipts: 'all', random: sequence(0, 0.9) });
      simulator.setFaults({ reorder: 0.5 });
      await sender().send(mt('mt-1'));
      await simulator.whenIdle();
      expect(ingest.receipts.map(({ status }) => status)).toEqual(['delivered', 'sent']);
    });

    it('come twice when asked to', async () => {
      await start();
      simulator.setFaults({ duplicate: 1 });
      await sender().send(mt('mt-1'));
      await ingest.until(() => ingest.receipts.length === 2);
      expect(ingest.receipts.map(({ reference }) => reference)).toEqual(['mt-1', 'mt-1']);
    });

    it("of Twilio's dialect satisfy Twilio's own package", async () => {
      await start({ receipts: 'all' });
      await sender('twilio').send(mt('mt-1', {}, 'twilio'));
      await simulator.sendText({ from: phone, to: '12345', text: 'HELP', carrier: 'twilio' });
      await simulator.whenIdle();
      expect(ingest.arrivals).toHaveLength(3);
      for (const { request } of ingest.arrivals) {
        const params = Object.fromEntries(new URLSearchParams(request.body.toString()));
        const signature = request.headers['x-twilio-signature'] ?? '';
        expect(validateRequest(localSecrets.twilio.authToken, signature, request.url, params)).toBe(true);
      }
    });
  });

  it('says which port is taken, and leaves nothing behind', async () => {
    await start();
    const port = Number(new URL(simulator.url).port);
    const second = createSimulator({ port, ledgerFile: join(folder, 'other.ndjson') });
    await expect(second).rejects.toThrow(`PORT_TAKEN: port ${port}`);
  });

  it('refuses to play a phone while it does not know where ingest is', async () => {
    await start({ ingestUrl: undefined });
    await expect(simulator.sendText({ from: phone, to: '12345', text: 'hi' })).rejects.toThrow(
      'INGEST_UNSET',
    );
    simulator.setIngestUrl(ingest.baseUrl);
    expect((await simulator.sendText({ from: phone, to: '12345', text: 'hi' })).acked).toBe(true);
  });
});

function sequence(...values: number[]): () => number {
  return () => values.shift() ?? 0.99;
}
