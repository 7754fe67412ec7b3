import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IngestStandIn } from './ingest-stand-in.js';
import { createSimulator, type Simulator } from './simulator.js';
import { localSecrets } from './simulator.options.js';

const phone = '+14155550101';

describe('the control API', () => {
  let folder: string;
  let ingest: IngestStandIn;
  let simulator: Simulator;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'control-'));
    ingest = await IngestStandIn.start();
    simulator = await createSimulator({
      ledgerFile: join(folder, 'ledger.ndjson'),
      ingestUrl: ingest.baseUrl,
    });
  });

  afterAll(async () => {
    await simulator.close();
    await ingest.stop();
    await rm(folder, { recursive: true });
  });

  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(simulator.url + path, {
      method,
      body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const json = async (method: string, path: string, body?: unknown) => {
    const { status, text } = await call(method, path, body);
    return { status, body: JSON.parse(text) as Record<string, unknown> };
  };
  const reply = (text: string) =>
    fetch(`${simulator.url}/v1/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${localSecrets.simulator.apiToken}` },
      body: JSON.stringify({ from: '12345', to: phone, text, reference: text }),
    });

  it('is healthy', async () => {
    expect(await json('GET', '/control/health')).toEqual({ status: 200, body: { status: 'up' } });
  });

  it('plays a phone and tells how ingest took its text', async () => {
    const { status, body } = await json('POST', '/control/texts', {
      from: phone,
      to: '12345',
      text: 'JOIN',
      debug: true,
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 200,
      attempts: 1,
      traceId: 'trace-1',
      id: expect.stringMatching(/^sim-mo-/),
    });
    expect(Number(body.acceptedAt)).toBeGreaterThanOrEqual(Number(body.sentAt));
    expect(ingest.mos.at(-1)).toMatchObject({ text: 'JOIN', debug: true });
    const twilio = await json('POST', '/control/texts', {
      from: phone,
      to: '12345',
      text: 'JOIN',
      carrier: 'twilio',
    });
    expect(twilio.body.id).toMatch(/^SM[0-9a-f]{32}$/);
  });

  it('waits for the text that a phone gets, the plus sign escaped or not', async () => {
    const waiting = json('GET', `/control/inbox?phone=${phone}&wait=30000`);
    await reply('first');
    const { body } = await waiting;
    expect(body.messages).toMatchObject([{ from: '12345', to: phone, text: 'first', reference: 'first' }]);
    await reply('second');
    const next = await json(
      'GET',
      `/control/inbox?phone=%2B14155550101&after=${String(body.after)}&wait=30000`,
    );
    expect(next.body.messages).toMatchObject([{ text: 'second' }]);
    expect(
      await json('GET', `/control/inbox?phone=${phone}&after=${String(next.body.after)}&wait=1`),
    ).toEqual({
      status: 200,
      body: { messages: [], after: next.body.after },
    });
  });

  it('hands out the ledger in parts', async () => {
    const first = await call('GET', '/control/ledger');
    const lines = first.text.trimEnd().split('\n');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ kind: 'mo.sent' });
    await reply('third');
    const rest = await call('GET', `/control/ledger?after=${first.headers.get('x-ledger-next')}`);
    expect(JSON.parse(rest.text)).toMatchObject({ kind: 'mt.received', text: 'third' });
    const end = await call('GET', `/control/ledger?after=${rest.headers.get('x-ledger-next')}`);
    expect(end).toMatchObject({ status: 200, text: '' });
    expect(end.headers.get('x-ledger-next')).toBe(rest.headers.get('x-ledger-next'));
  });

  it('sets, shows and clears faults', async () => {
    expect(await json('PUT', '/control/faults', { error: 1 })).toEqual({ status: 200, body: { error: 1 } });
    expect(await json('GET', '/control/faults')).toEqual({ status: 200, body: { error: 1 } });
    expect((await reply('never')).status).toBe(500);
    expect(await json('DELETE', '/control/faults')).toEqual({ status: 200, body: {} });
    expect((await reply('again')).status).toBe(202);
  });

  it("takes on an SMSC's habits, and cuts its links", async () => {
    const habits = { receipts: 'tlvs', idsInReceipts: { radix: 'hex', digits: 16 }, longTexts: 'sar' };
    expect(await json('PUT', '/control/smpp', habits)).toEqual({ status: 200, body: {} });
    expect(await json('POST', '/control/smpp/cut')).toEqual({ status: 200, body: {} });
  });

  it.each([
    ['PUT', '/control/faults', { drop: 7 }, 'FAULTS_INVALID'],
    ['PUT', '/control/faults', 'nonsense', 'CONTROL_INVALID'],
    ['PUT', '/control/smpp', { receipts: 'pigeon' }, 'HABITS_INVALID'],
    ['PUT', '/control/smpp', { idsInReceipts: { radix: 'octal' } }, 'HABITS_INVALID'],
    ['PUT', '/control/smpp', { password: 'mine' }, 'HABITS_INVALID'],
    ['POST', '/control/texts', { from: phone }, 'CONTROL_INVALID'],
    ['POST', '/control/texts', { from: phone, to: '1', text: 'x', carrier: 'pigeon' }, 'CONTROL_INVALID'],
    ['GET', '/control/inbox', undefined, 'CONTROL_INVALID'],
    ['GET', `/control/inbox?phone=${phone}&after=x`, undefined, 'CONTROL_INVALID'],
    ['GET', '/control/ledger?after=-1', undefined, 'CONTROL_INVALID'],
  ])('refuses what cannot be meant: %s %s', async (method, path, body, code) => {
    expect(await json(method, path, body)).toMatchObject({ status: 400, body: { code } });
  });

  it.each(['/control/nothing', '/nothing', '/v1/messages'])('knows no GET %s', async (path) => {
    expect((await call('GET', path)).status).toBe(404);
  });

  it('reads no body over 64 KiB', async () => {
    expect((await call('POST', '/control/texts', 'x'.repeat(70_000))).status).toBe(413);
    expect((await call('GET', '/control/health')).status).toBe(200);
  });
});
