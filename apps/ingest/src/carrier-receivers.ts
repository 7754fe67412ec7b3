import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import {
  findCarrier,
  type CarrierAccount,
  type CarrierReceiver,
  type InboundSink,
  type Intake,
} from '@parley/carriers';
import { Clock, type ReadinessCheck } from '@parley/platform';
import { LINK } from './edge-spans.js';
import { IngestMetrics } from './ingest.metrics.js';
import { moIntake, receiptIntake, type IntakeKind } from './intake-kind.js';
import { RefusalLog } from './refusal-log.js';
import { WebhookIntake } from './webhook-intake.js';

export const RECEIVER_ACCOUNTS = Symbol('accounts that are listened to');

/** Where what comes by links stands in metrics and spans, beside the routes of webhooks. */
const LINKS = 'links/:carrier';
const OVER_LINKS = {
  mo: { ...moIntake, route: `${LINKS}/mo` },
  receipt: { ...receiptIntake, route: `${LINKS}/receipts` },
};
const ANSWER = { status: 200 };

/** Listens to carriers that we hold links to; what they say goes the way of webhooks and is answered once durable. */
@Injectable()
export class CarrierReceivers implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Links');
  private readonly receivers = new Map<string, CarrierReceiver>();

  constructor(
    @Inject(RECEIVER_ACCOUNTS) private readonly accounts: ReadonlyMap<string, CarrierAccount>,
    private readonly intake: WebhookIntake,
    private readonly refusals: RefusalLog,
    private readonly metrics: IngestMetrics,
    private readonly clock: Clock,
  ) {}

  /** Opens the links; an account that cannot be used stops the service, as any wrong environment does. */
  onApplicationBootstrap(): void {
    for (const [id, account] of this.accounts) {
      const receiver = findCarrier(id)!.createReceiver!(account, this.sinkOf(id), ({ kind, reason }) => {
        this.metrics.linkChanged(id, kind);
        if (kind === 'bound' || kind === 'closed')
          this.logger.log({ msg: `link to carrier: ${kind}`, carrier: id });
        else this.logger.warn({ msg: 'link to carrier is down', carrier: id, change: kind, reason });
      });
      this.receivers.set(id, receiver);
    }
  }

  /** Links by carrier: how many its account asks for, and how many are up. */
  get links(): Record<string, CarrierReceiver['links']> {
    return Object.fromEntries(Array.from(this.receivers, ([id, { links }]) => [id, links]));
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([...this.receivers.values()].map((receiver) => receiver.close()));
  }

  private sinkOf(carrier: string): InboundSink {
    return {
      mo: (mo) => this.take(OVER_LINKS.mo, carrier, mo),
      receipt: (receipt) => this.take(OVER_LINKS.receipt, carrier, receipt),
      unreadable: (reason) => {
        const message = 'The message holds no text that Parley can read.';
        this.refusals.request(carrier, OVER_LINKS.mo.route, {
          status: 400,
          code: `UNREADABLE_${reason}`,
          message,
        });
      },
    };
  }

  private async take<I, D extends { subscriber: string; sender?: string }>(
    kind: IntakeKind<I, D>,
    carrier: string,
    item: I,
  ): Promise<Intake> {
    try {
      const told = { items: [item], skipped: [], answer: ANSWER };
      const kept = await this.intake.keep(kind, carrier, told, this.clock.now(), LINK);
      if (kept.ok) return 'kept';
      return kept.refusal.status === 503 ? 'again' : 'refused';
    } catch (error) {
      // The name only: a message may quote what was sent.
      this.logger.error({
        msg: 'what came by a link could not be taken',
        carrier,
        error: (error as Error).name,
      });
      return 'again';
    }
  }
}

/** Shows the links and fails nothing: without them a replica still does all else, and they come back by themselves. */
export function receiversReadiness(receivers: CarrierReceivers): ReadinessCheck {
  return { name: 'links', ready: () => true, details: () => receivers.links };
}
