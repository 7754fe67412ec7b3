import { Logger } from '@nestjs/common';
import type { CarrierSender, OutboundMt, SendOutcome } from '@parley/carriers';
import { senderConfigured, type MtStatus } from '@parley/contracts';
import { ConfigDirectory, type EventPublisher, type OutgoingRecord } from '@parley/messaging';
import type { Database } from '@parley/persistence';
import { Clock } from '@parley/platform';
import { testDatabase } from '@parley/testing';
import { CarrierChoice } from './carrier-choice.js';
import { PgCarrierMessagesStore } from './carrier-messages.store.pg.js';
import type { CarrierSenders } from './carrier-senders.js';
import { ClaimMtsService } from './claim-mts.service.js';
import type { DispatcherEnvironment } from './dispatcher.config.js';
import { LineLoad } from './domain/line-load.js';
import { LineQueue } from './line-queue.js';
import { Replica, texts } from './mt-queue.builder.js';
import { OurNumbers } from './our-numbers.js';
import { PoolStates } from './pool-states.service.js';
import { PgPoolsStore } from './pools.store.pg.js';
import { PgReceiptsStore } from './receipts.store.pg.js';
import { SendMtService } from './send-mt.service.js';
import { SettleMtsService } from './settle-mts.service.js';
import { UnnotedNames } from './unnoted-names.js';

const TEXTS = 60;
let database: Database;
let replica: Replica;

beforeAll(async () => {
  Logger.overrideLogger(false);
  ({ database } = await testDatabase());
  replica = new Replica(database);
});

beforeEach(() =>
  replica.query('TRUNCATE dispatcher.queue, dispatcher.mt, dispatcher.pace, dispatcher.flows'),
);

/** A dispatcher's way out, with a sender at two carriers; vonage takes everything. */
class Dispatcher {
  readonly handed: Record<string, string[]> = { twilio: [], vonage: [] };
  private readonly said: MtStatus[] = [];
  private heard: () => void = () => undefined;
  private readonly claims: ClaimMtsService;

  constructor(private readonly twilio: SendOutcome) {
    const environment = {
      ...{ CARRIER_ACCOUNTS: { twilio: {}, vonage: {} }, PUBLIC_URL: 'http://127.0.0.1', SEND_LINGER_MS: 1 },
      ...{ PACE_SHARE: 0.95, CLAIM_LEASE_MS: 50, CLAIM_GRACE_MS: 30_000 },
    } as unknown as DispatcherEnvironment;
    const directory = new ConfigDirectory();
    const carriers = ['twilio', 'vonage'].map((carrier) => ({ carrier, weight: 50 }));
    directory.apply(senderConfigured.topic, '12345', { ...senderConfigured.example, carriers });
    const lines = this.lines() as unknown as CarrierSenders;
    const messages = new PgCarrierMessagesStore(database);
    const receipts = new PgReceiptsStore(database, replica.claims, messages, replica.words, {
      UNREACHABLE_AFTER: 3,
    });
    const clock = new Clock();
    const publisher = { publish: (records: readonly OutgoingRecord[]) => this.hear(records) };
    const settling = new SettleMtsService(
      ...([replica.claims, messages, receipts, new UnnotedNames(), clock, environment, database] as const),
      publisher as unknown as EventPublisher,
    );
    const choice = new CarrierChoice(lines);
    const numbers = new OurNumbers(directory);
    const pools = new PoolStates(new PgPoolsStore(database), numbers);
    const sending = new SendMtService(settling, lines, choice, pools, clock, environment);
    this.claims = new ClaimMtsService(replica.claims, sending, settling, choice, numbers, environment);
  }

  /** Sends until so many texts have come to an end, or to an outcome that nobody knows. */
  async until(ended: number): Promise<void> {
    await this.claims.onApplicationBootstrap();
    const isEnd = ({ status }: MtStatus): boolean => status === 'submitted' || status === 'unknown';
    while (this.said.filter(isEnd).length < ended)
      await new Promise<void>((resolve) => (this.heard = resolve));
    await this.claims.beforeApplicationShutdown();
  }

  private lines(): Pick<CarrierSenders, 'of' | 'load' | 'queue'> {
    const loads = new Map(['twilio', 'vonage'].map((carrier) => [carrier, new LineLoad(16)]));
    const queues = new Map(['twilio', 'vonage'].map((carrier) => [carrier, new LineQueue()]));
    const of = (carrier: string): CarrierSender => ({
      send: async ({ mtId }: OutboundMt) => {
        this.handed[carrier]!.push(mtId);
        return carrier === 'twilio' ? this.twilio : { kind: 'submitted', carrierMessageId: `v-${mtId}` };
      },
      close: async () => undefined,
    });
    return { of, load: (carrier) => loads.get(carrier)!, queue: (carrier) => queues.get(carrier)! };
  }

  private async hear(records: readonly OutgoingRecord[]): Promise<void> {
    for (const { value } of records) this.said.push(JSON.parse(String(value)) as MtStatus);
    this.heard();
  }
}

/** How many texts have ended so, by whom. */
function ends(): Promise<{ status: string; carrier: string; n: number }[]> {
  return replica.query(
    'SELECT status, carrier, count(*)::int AS n FROM dispatcher.mt GROUP BY status, carrier ORDER BY status, carrier',
  );
}

describe('a sender with two carriers', () => {
  it('gets all its texts out, each once, while one of them takes none', async () => {
    await replica.queue(...texts(TEXTS, { lane: 'reply' }));
    const dispatcher = new Dispatcher({ kind: 'failed', code: 'CONNECTION_FAILED', retry: 'later' });
    await dispatcher.until(TEXTS);
    const { twilio, vonage } = dispatcher.handed;
    expect(twilio!.length).toBeGreaterThan(0);
    expect(vonage).toHaveLength(TEXTS);
    expect(new Set(vonage).size).toBe(TEXTS);
    expect(await ends()).toEqual([{ status: 'submitted', carrier: 'vonage', n: TEXTS }]);
  });

  it('never gives the other what one of them may have taken (I3)', async () => {
    await replica.queue(...texts(TEXTS, { lane: 'reply' }));
    const dispatcher = new Dispatcher({ kind: 'unknown', code: 'NO_ANSWER' });
    await dispatcher.until(TEXTS);
    const { twilio, vonage } = dispatcher.handed;
    expect(twilio!.length).toBeGreaterThan(0);
    expect(new Set([...twilio!, ...vonage!]).size).toBe(twilio!.length + vonage!.length);
    expect(await ends()).toEqual([
      { status: 'submitted', carrier: 'vonage', n: vonage!.length },
      { status: 'unknown', carrier: 'twilio', n: twilio!.length },
    ]);
  });
});
