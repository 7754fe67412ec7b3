import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { ConfigDirectory } from '@parley/messaging';
import { Clock } from '@parley/platform';
import { settleDelivery, type Outcome } from '../domain/webhooks/settle-delivery.js';
import { DeliveriesStore, type ClaimedDelivery, type Room, type Tried } from './deliveries.store.js';
import { WebhookClient } from './webhook-client.js';
import { webhookMetrics } from './webhook-metrics.js';
import type { WebhookKeys } from './webhook-settings.js';

export interface DeliveryTerms {
  readonly keys: WebhookKeys;
  /** Requests to one endpoint at a time. */
  readonly connections: number;
  readonly disableAfterHours: number;
}

export const DELIVERY_TERMS = Symbol('terms of webhook deliveries');

const LOOK_EVERY_MS = 1000;
const MEASURE_EVERY_MS = 15_000;

/** Tells endpoints what waits for them: claim, send side by side, settle together. */
@Injectable()
export class DeliverWebhooksService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(DeliverWebhooksService.name);
  private readonly underWay = new Map<string, number>();
  private readonly sending = new Set<Promise<void>>();
  private ended: Tried[] = [];
  private stopped = false;
  private woken = false;
  private measuredMs = 0;
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<void> | undefined;

  constructor(
    private readonly deliveries: DeliveriesStore,
    private readonly client: WebhookClient,
    private readonly directory: ConfigDirectory,
    private readonly clock: Clock,
    @Inject(DELIVERY_TERMS) private readonly terms: DeliveryTerms,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.wake(), LOOK_EVERY_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.round;
    await Promise.all(this.sending);
    await this.settle();
    await this.client.close();
  }

  /** Something may be due, or has ended. One round goes at a time, and another one after it where it was woken. */
  wake(): void {
    this.woken = true;
    if (this.stopped || this.round !== undefined) return;
    this.round = this.rounds().finally(() => (this.round = undefined));
  }

  private async rounds(): Promise<void> {
    try {
      while (this.woken && !this.stopped) {
        this.woken = false;
        await this.settle();
        for (const delivery of await this.claim()) this.begin(delivery);
      }
      await this.measure();
    } catch (error) {
      this.logger.warn({ msg: 'webhooks wait for PostgreSQL', error: (error as Error).name });
    }
  }

  private claim(): Promise<ClaimedDelivery[]> {
    const rooms = [...this.directory.webhooks.keys()].flatMap((endpoint): Room[] => {
      const busy = this.underWay.get(endpoint) ?? 0;
      const most = this.terms.connections - busy;
      return most > 0 ? [{ endpoint, most, probes: busy === 0 ? 1 : 0 }] : [];
    });
    return rooms.length === 0 ? Promise.resolve([]) : this.deliveries.claim(rooms);
  }

  private begin(delivery: ClaimedDelivery): void {
    const { endpoint } = delivery;
    this.count(endpoint, 1);
    const sent = this.send(delivery).then((outcome) => {
      this.count(endpoint, -1);
      this.sending.delete(sent);
      this.end(delivery, outcome);
    });
    this.sending.add(sent);
  }

  private async send(delivery: ClaimedDelivery): Promise<Outcome> {
    const endpoint = this.directory.webhooks.get(delivery.endpoint);
    const keys = endpoint && this.terms.keys.get(endpoint.secret);
    if (endpoint === undefined || keys === undefined) return { ok: false, code: 'SECRET_MISSING' };
    const { eventId: id, body, traceparent } = delivery;
    return this.client.post({ url: endpoint.url, id, body, traceparent }, keys, this.clock.now());
  }

  private end(delivery: ClaimedDelivery, outcome: Outcome): void {
    const disableAfterS = this.terms.disableAfterHours * 3600;
    const settled = settleDelivery(delivery, outcome, Math.random(), disableAfterS);
    const { endpoint, eventId, attempts } = delivery;
    webhookMetrics.attempts.add(1, { endpoint, outcome: settled.code ?? 'DELIVERED' });
    if (settled.state === 'failed') {
      const { code, status } = settled;
      this.logger.warn({
        msg: 'webhook given up (WEBHOOK_FAILED)',
        endpoint,
        eventId,
        attempts,
        code,
        status,
      });
    }
    this.ended.push({ delivery, settled });
    this.wake();
  }

  private async settle(): Promise<void> {
    const tried = this.ended;
    this.ended = [];
    try {
      for (const endpoint of await this.deliveries.settle(tried)) {
        const msg = 'endpoint disabled (WEBHOOK_DISABLED): mend it, then "npx parley webhooks enable"';
        this.logger.error({ msg, endpoint });
      }
    } catch (error) {
      this.ended = [...tried, ...this.ended];
      throw error;
    }
  }

  private async measure(): Promise<void> {
    if (this.directory.webhooks.size === 0 || performance.now() - this.measuredMs < MEASURE_EVERY_MS) return;
    this.measuredMs = performance.now();
    const known = new Map((await this.deliveries.backlogs()).map((each) => [each.endpoint, each]));
    for (const endpoint of this.directory.webhooks.keys()) {
      const { waiting = 0, oldestS = 0, disabled = false } = known.get(endpoint) ?? {};
      webhookMetrics.waiting.record(waiting, { endpoint });
      webhookMetrics.age.record(oldestS, { endpoint });
      webhookMetrics.disabled.record(disabled ? 1 : 0, { endpoint });
    }
  }

  private count(endpoint: string, by: number): void {
    this.underWay.set(endpoint, (this.underWay.get(endpoint) ?? 0) + by);
  }
}
