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
import { simulatorServer } from './simulator.server.js';
import { Switchboard, type MtListener } from './switchboard.js';
import { twilioDialect, twilioSendPath } from './twilio.dialect.js';
import { WebhookClient } from './webhook-client.js';

/** A running carrier simulator. */
export interface Simulator {
  /** e.g. `http://127.0.0.1:41234` */
  readonly url: string;
  readonly ledgerFile: string;
  readonly inbox: Inbox;
  setIngestUrl(url: string): void;
  /** Plays a phone: sends the text and resolves when ingest took or refused it. */
  sendText(text: PhoneText): Promise<TextOutcome>;
  /** Calls the listener for each text that a phone gets; returns how to stop it. */
  onMt(listener: MtListener): () => void;
  setFaults(faults: Faults): void;
  clearFaults(): void;
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
  const { accountSid, authToken } = settings.twilio;
  const server = simulatorServer({
    sends: new Map([
      ['/v1/messages', simulatorDialect(settings.simulator.apiToken)],
      [twilioSendPath(accountSid), twilioDialect(accountSid, authToken)],
    ]),
    control: new ControlApi(texts, inbox, ledger, faults),
    switchboard,
    faults,
  });
  const url = await listen(server, settings.host, settings.port).catch(async (error: unknown) => {
    await ledger.close();
    throw error;
  });

  return {
    url,
    ledgerFile: settings.ledgerFile,
    inbox,
    setIngestUrl: (ingestUrl) => void (settings.ingestUrl = ingestUrl),
    sendText: (text) => texts.send(text),
    onMt: (listener) => switchboard.onMt(listener),
    setFaults: (wanted) => faults.set(parseFaults(wanted)),
    clearFaults: () => faults.clear(),
    async whenIdle() {
      do {
        await receipts.whenPosted();
        await client.whenIdle();
      } while (receipts.waiting);
    },
    async entries() {
      await ledger.flush();
      return ledgerEntries(settings.ledgerFile);
    },
    async close() {
      receipts.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await client.close();
      await client.whenIdle();
      await ledger.close();
    },
  };
}

function listen(server: Server, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = `PORT_TAKEN: port ${port} on ${host} is in use; stop its owner or choose another.`;
      reject(error.code === 'EADDRINUSE' ? new Error(taken, { cause: error }) : error);
    });
    server.listen(port, host, () => {
      resolve(`http://${host}:${(server.address() as AddressInfo).port}`);
    });
  });
}
