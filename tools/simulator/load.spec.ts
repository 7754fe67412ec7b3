import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { carriers, type CarrierSender, type InboundMo } from '@parley/carriers';
import { IngestStandIn } from './ingest-stand-in.js';
import { lostMos } from './judge.js';
import { runLoad } from './load.js';
import { createSimulator, type Simulator } from './simulator.js';
import { localSecrets } from './simulator.options.js';

describe('a load', () => {
  let folder: string;
  let ingest: IngestStandIn;
  let simulator: Simulator;
  let sender: CarrierSender;
  let replies: number;
  let answerTo: (mo: InboundMo) => number;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'load-'));
    ingest = await IngestStandIn.start();
    simulator = await createSimulator({
      ledgerFile: join(folder, 'ledger.ndjson'),
      ingestUrl: ingest.baseUrl,
      receipts: 'none',
      moRetry: { attempts: 1, firstMs: 1, maxMs: 1 },
    });
    sender = carriers.simulator.createSender({
      baseUrl: simulator.url,
      token: localSecrets.simulator.apiToken,
    });
    replies = 0;
    answerTo = () => 1;
    ingest.answering = (_response, { mos }) => {
      for (const mo of mos) for (let n = answerTo(mo); n > 0; n--) void replyTo(mo);
      return false;
    };
  });

  afterEach(async () => {
    await sender.close();
    await simulator.close();
    await ingest.stop();
    await rm(folder, { recursive: true });
  });

  const replyTo = ({ from, to }: InboundMo) =>
    sender.send({
      mtId: `mt-${++replies}`,
      from: to,
      to: from,
      text: 'WARM30',
      callbackUrl: 'http://127.0.0.1:9/x',
    });
  const numbers = {
    from: (n: number) => `+1415555${String(n).padStart(4, '0')}`,
    to: '12345',
    text: () => 'DISCOUNT',
  };

  it('in an open loop keeps its schedule and gets its replies', async () => {
    const result = await runLoad(simulator, { ...numbers, rate: 500, total: 100, settleMs: 5_000 });
    expect(result).toMatchObject({
      total: 100,
      acked: 100,
      refused: 0,
      replied: 100,
      lost: 0,
      duplicates: 0,
    });
    // 100 texts at 500/s take at least 198 ms, however fast the replies are.
    expect(result.wallMs).toBeGreaterThanOrEqual(195);
    expect(result.sentToReply.count).toBe(100);
    expect(result.intendedToReply.p50).toBeGreaterThanOrEqual(result.sentToReply.p50);
    expect(lostMos(await simulator.entries())).toEqual([]);
  });

  it('in a closed loop never has more conversations under way than asked for', async () => {
    let open = 0;
    let most = 0;
    simulator.onMt(() => open--);
    answerTo = () => {
      most = Math.max(most, ++open);
      return 1;
    };
    const result = await runLoad(simulator, { ...numbers, concurrency: 4, total: 60, settleMs: 5_000 });
    expect(result).toMatchObject({ acked: 60, replied: 60, lost: 0 });
    expect(most).toBe(4);
  });

  it('counts what was lost, refused and doubled', async () => {
    answerTo = ({ from }) => (from.endsWith('1') ? 0 : from.endsWith('2') ? 2 : 1);
    const usual = ingest.answering;
    ingest.answering = (response, arrival, request) => {
      if (!arrival.mos[0]?.from.endsWith('3')) return usual(response, arrival, request);
      response.writeHead(400).end();
      return true;
    };
    const result = await runLoad(simulator, { ...numbers, rate: 1_000, total: 50, settleMs: 300 });
    expect(result).toMatchObject({ total: 50, acked: 45, refused: 5, replied: 40, lost: 5, duplicates: 5 });
  });

  it('in a closed loop goes on past a conversation that is lost', async () => {
    answerTo = ({ from }) => (from.endsWith('0') ? 0 : 1);
    const options = { ...numbers, concurrency: 1, total: 20, settleMs: 0, replyTimeoutMs: 30 };
    expect(await runLoad(simulator, options)).toMatchObject({ acked: 20, replied: 18, lost: 2 });
  });

  it('counts from the moment that was meant, also where texts leave late', async () => {
    const text = (n: number) => {
      // The whole process is held up once: nothing can leave meanwhile, and the schedule goes on.
      if (n === 5) for (const end = Date.now() + 100; Date.now() < end;);
      return 'DISCOUNT';
    };
    const options = { ...numbers, text, rate: 500, total: 20, settleMs: 5_000 };
    const { intendedToReply, sentToReply } = await runLoad(simulator, options);
    expect(intendedToReply.max).toBeGreaterThanOrEqual(95);
    // Texts 6 to 19 leave 98 to 72 ms late, on the average of all twenty 60 ms.
    expect(intendedToReply.mean - sentToReply.mean).toBeGreaterThanOrEqual(50);
  });

  it('is refused where it cannot be meant', async () => {
    const some = { ...numbers, total: 2, settleMs: 0 };
    await expect(runLoad(simulator, some)).rejects.toThrow('either a rate');
    await expect(runLoad(simulator, { ...some, rate: 1, concurrency: 1 })).rejects.toThrow('either a rate');
    await expect(runLoad(simulator, { ...some, rate: 1, from: () => '+1' })).rejects.toThrow(
      'a phone number of its own',
    );
  });
});
