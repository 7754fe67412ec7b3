import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import twilio from 'twilio';
import { createSimulator, type Simulator } from './simulator.js';
import { localSecrets } from './simulator.options.js';

/** Twilio's own HTTP client, sent to the simulator instead of api.twilio.com. */
function loopbackClient(base: string): InstanceType<typeof twilio.RequestClient> {
  const client = new twilio.RequestClient();
  const request = client.request.bind(client);
  client.request = (options) =>
    request({ ...options, uri: options.uri.replace('https://api.twilio.com', base) });
  return client;
}

describe("Twilio's own client and the simulator", () => {
  const { accountSid, authToken } = localSecrets.twilio;
  let folder: string;
  let simulator: Simulator;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'twilio-'));
    simulator = await createSimulator({ ledgerFile: join(folder, 'ledger.ndjson') });
  });

  afterAll(async () => {
    await simulator.close();
    await rm(folder, { recursive: true });
  });

  const client = (password: string = authToken) =>
    twilio(accountSid, password, { httpClient: loopbackClient(simulator.url) });

  it('understand each other: a message is created', async () => {
    const message = await client().messages.create({
      from: '12345',
      to: '+14155550101',
      body: 'Grüße & more 🧶',
      validityPeriod: 60,
    });
    expect(message).toMatchObject({
      accountSid,
      status: 'queued',
      direction: 'outbound-api',
      body: 'Grüße & more 🧶',
      from: '12345',
      to: '+14155550101',
      numSegments: '1',
      errorCode: null,
    });
    expect(message.sid).toMatch(/^SM[0-9a-f]{32}$/);
    expect(Math.abs(message.dateCreated.getTime() - Date.now())).toBeLessThan(10_000);
    expect(simulator.inbox.read('+14155550101', 0)).toMatchObject([
      { id: message.sid, text: 'Grüße & more 🧶' },
    ]);
  });

  it("understand each other's errors", async () => {
    const create = (to: string, password?: string) =>
      client(password).messages.create({ from: '12345', to, body: 'hi' });
    await expect(create('+15005550004')).rejects.toMatchObject({ status: 400, code: 21610 });
    await expect(create('+15005550001')).rejects.toMatchObject({ status: 400, code: 21211 });
    await expect(create('+14155550101', 'wrong')).rejects.toMatchObject({ status: 401, code: 20003 });
    simulator.setFaults({ throttle: { probability: 1 } });
    await expect(create('+14155550101')).rejects.toMatchObject({ status: 429, code: 20429 });
    simulator.clearFaults();
  });

  it.each([
    ['To=%2B14155550101&Body=hi', 21603],
    ['From=12345&Body=hi', 21604],
    ['From=12345&To=%2B14155550101', 21602],
    ['From=12345&To=%2B14155550101&Body=hi&StatusCallback=nowhere', 21609],
  ])('%s is error %i', async (body, code) => {
    const response = await fetch(`${simulator.url}/2010-04-01/Accounts/${accountSid}/Messages.json`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body,
    });
    expect(await response.json()).toMatchObject({ code, status: 400 });
  });
});
