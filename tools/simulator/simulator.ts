import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { ControlApi } from './control.api.js';
import { FaultPlan } from './fault-plan.js';
import { parseFaults, type Faults } from './faults.js';
import { Ids } from './ids.js';
import { Inbox } from './inbox.js';
import type { LedgerEntry } from './ledger.entries.js';
import { Ledger } from './ledger.js';
import { ledgerEntries } from './ledger.reader.js';
import { MoSender, type PhoneText, type TextOutcome } from './mo-sender.js';
import { ReceiptSender } from './receipt-sender.js';
import { simulatorDialect } from './simulator.dialect.js';
import { withDefaults, type SimulatorOptions } from './simulator.options.js';
import { SmppDesk } from './smpp/smpp-desk.js';
import { parseHabits, type SmppOptions } from './smpp/smpp.options.js';
import { simulatorServer } from './simulator.server.js';
import { Switchboard, type MtListener } from './switchboard.js';
import { twilioDialect, twilioSendPath } from './twilio.dialect.js';
import { WebhookClient } from './webhook-client.js';

/** A running carrier simulator. */
export interface Simulator {
  /** e.g. `http://127.0.0.1:41234` */
  readonly url: string;
  /** e.g. `smpp://127.0.0.1:41235` */
  readonly smppUrl: string;
  readonly ledgerFile: string;
  readonly inbox: Inbox;
  setIngestUrl(url: string): void;
  /** Plays a phone: sends the text and resolves when ingest took or refused it. */
  sendText(text: PhoneText): Promise<TextOutcome>;
  /** Calls the listener for each text that a phone gets; returns how to stop it. */
  onMt(listener: MtListener): () => void;
  setFaults(faults: Faults): void;
  clearFaults(): void;
  /** Other habits of the SMSC from now on, e.g. another spelling of ids. */
  setSmppHabits(habits: SmppOptions): void;
  /** Breaks every SMPP connection. */
  cutSmpp(): void;
  /** Resolves when no receipt and no MO is under way or waiting. */
  whenIdle(): Promise<void>;
  /** Everything in the ledger so far. */
  entries(): Promise<LedgerEntry[]>;
  /** Stops at once: what is under way is broken off, what happened is in the ledger. */
  close(): Promise<void>;
}

/** Starts a carrier simulator on a free port, unless one is given. */
export async function createSimulator(options: SimulatorOptions): Promise<Simulator> {
  const settings = withDefaults(options);
  const ledger = await Ledger.open(settings.ledgerFile);
  const ids = new Ids();
  const faults = new FaultPlan(settings.random);
  const inbox = new Inbox(settings.inboxLimit);
  const client = new WebhookClient(settings.connections, settings.webhookTimeoutMs);
  const receipts = new ReceiptSender(settings, ledger, faults, client, ids);
  const switchboard = new Switchboard(ledger, inbox, faults, receipts, ids);
  const texts = new MoSender(settings, ledger, faults, client, ids);
  const smsc = new SmppDesk(settings, ledger, faults, switchboard, ids);
  const sendText = (text: PhoneText): Promise<TextOutcome> =>
    text.carrier === 'smpp' ? smsc.sendText(text) : texts.send(text);
  const { accountSid, authToken } = settings.twilio;
  const server = simulatorServer({
    sends: new Map([
      ['/v1/messages', simulatorDialect(settings.simulator.apiToken)],
      [twilioSendPath(accountSid), twilioDialect(accountSid, authToken)],
    ]),
    control: new ControlApi(sendText, inbox, ledger, faults, smsc),
    switchboard,
    faults,
  });
  const [url, smppUrl] = await Promise.all([
    listen(server, settings.host, settings.port),
    smsc.server.listen(settings.host).catch(portTaken(settings.host, settings.smpp.port)),
  ]).catch(async (error: unknown) => {
    server.close();
    await smsc.server.close();
    await ledger.close();
    throw error;
  });

  return {
    url,
    smppUrl,
    ledgerFile: settings.ledgerFile,
    inbox,
    setIngestUrl: (ingestUrl) => void (settings.ingestUrl = ingestUrl),
    sendText,
    onMt: (listener) => switchboard.onMt(listener),
    setFaults: (wanted) => faults.set(parseFaults(wanted)),
    clearFaults: () => faults.clear(),
    setSmppHabits: (habits) => smsc.adopt(parseHabits(habits)),
    cutSmpp: () => smsc.server.cut(),
    async whenIdle() {
      do {
        await receipts.whenPosted();
        await client.whenIdle();
        while (!smsc.idle) await new Promise((resolve) => setTimeout(resolve, 5));
      } while (receipts.waiting);
    },
    async entries() {
      await ledger.flush();
      return ledgerEntries(settings.ledgerFile);
    },
    async close() {
      receipts.close();
      await smsc.server.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await client.close();
      await client.whenIdle();
      await ledger.close();
    },
  };
}

function listen(server: Server, host: string, port: number): Promise<string> {
  return new Promise<string>((resolve, reject) => {
    server.once('error', (error) => {
      reject(error);
    });
    server.listen(port, host, () => {
      resolve(`http://${host}:${(server.address() as AddressInfo).port}`);
    });
  }).catch(portTaken(host, port));
}

/** Says in words that somebody else has the port. */
function portTaken(host: string, port: number): (error: NodeJS.ErrnoException) => never {
  return (error) => {
    const taken = `PORT_TAKEN: port ${port} on ${host} is in use; stop its owner or choose another.`;
    throw error.code === 'EADDRINUSE' ? new Error(taken, { cause: error }) : error;
  };
}
