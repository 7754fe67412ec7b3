import type { CarrierId } from '@parley/carriers';
import type { FaultPlan } from './fault-plan.js';
import type { Ids } from './ids.js';
import type { LedgerReceipt } from './ledger.entries.js';
import type { Ledger } from './ledger.js';
import type { MagicError } from './magic-numbers.js';
import { nowMicros } from './micros.js';
import { simulatorWebhook, twilioWebhook } from './signed-webhooks.js';
import type { SimulatorSettings } from './simulator.options.js';
import type { Webhook, WebhookClient } from './webhook-client.js';

/** A text that the simulator took, as its receipts tell of it. */
export interface TakenMt {
  readonly carrier: CarrierId;
  readonly id: string;
  readonly reference?: string;
  readonly from: string;
  readonly to: string;
  readonly callbackUrl: string;
  /** Why it is not delivered, where it is not. */
  readonly undeliverable?: MagicError;
}

/** The simulator dialect's receipt. */
interface Receipt extends LedgerReceipt {
  readonly from: string;
  readonly to: string;
  /** ms since the epoch */
  readonly at: number;
  readonly code?: string;
}

const largestBatch = 200;
/** How long a held-back receipt lets others pass, in flush windows. */
const heldWindows = 5;

/**
 * Sends receipts for what was taken. In the simulator dialect those for one address that fall due together go
 * in one signed POST of up to 200, as aggregators do it; Twilio posts each by itself.
 */
export class ReceiptSender {
  private readonly due = new Map<string, Receipt[]>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly posted: (() => void)[] = [];
  private flushing: NodeJS.Timeout | undefined;

  constructor(
    private readonly settings: SimulatorSettings,
    private readonly ledger: Ledger,
    private readonly faults: FaultPlan,
    private readonly client: WebhookClient,
    private readonly ids: Ids,
  ) {}

  /** Schedules the receipts of a text. */
  schedule(mt: TakenMt): void {
    if (this.settings.receipts === 'none') return;
    if (this.settings.receipts === 'all') this.add(mt, 'sent');
    this.add(mt, mt.undeliverable === undefined ? 'delivered' : 'undelivered');
  }

  /** True while receipts wait to be posted. */
  get waiting(): boolean {
    return this.flushing !== undefined || this.timers.size > 0;
  }

  /** Resolves when every receipt that waits now has been posted or is being posted. */
  async whenPosted(): Promise<void> {
    while (this.waiting) await new Promise<void>((resolve) => this.posted.push(resolve));
  }

  close(): void {
    clearTimeout(this.flushing);
    this.flushing = undefined;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    this.due.clear();
    this.wake();
  }

  private add(mt: TakenMt, status: string): void {
    if (!this.faults.reorders()) {
      this.queue(mt, status);
      return;
    }
    const timer = setTimeout(() => {
      this.queue(mt, status);
      this.timers.delete(timer);
      this.wake();
    }, this.settings.receiptFlushMs * heldWindows);
    this.timers.add(timer);
  }

  private queue(mt: TakenMt, status: string): void {
    if (mt.carrier === 'twilio') {
      this.postTwilio(mt, status);
      return;
    }
    const { id, reference, from, to, callbackUrl } = mt;
    const code = status === 'undelivered' ? mt.undeliverable?.simulator : undefined;
    const query = callbackUrl.indexOf('?');
    const address = query < 0 ? callbackUrl : callbackUrl.slice(0, query);
    const receipt: Receipt = { id, reference, from, to, status, at: Date.now(), code };
    const queued = this.due.get(address);
    if (queued === undefined) this.due.set(address, [receipt]);
    else queued.push(receipt);
    this.flushing ??= setTimeout(() => this.flush(), this.settings.receiptFlushMs);
  }

  private flush(): void {
    this.flushing = undefined;
    for (const [address, receipts] of this.due) {
      for (let from = 0; from < receipts.length; from += largestBatch) {
        this.postBatch(address, receipts.slice(from, from + largestBatch));
      }
    }
    this.due.clear();
    this.wake();
  }

  private wake(): void {
    for (const resolve of this.posted.splice(0)) resolve();
  }

  private postBatch(url: string, receipts: readonly Receipt[]): void {
    const webhook = simulatorWebhook(
      url,
      JSON.stringify({ receipts }),
      this.settings.simulator.webhookSecret,
    );
    const told = receipts.map(({ id, reference, status }) => ({ id, reference, status }));
    this.post(webhook, 'simulator', told);
  }

  /** Twilio's status callback (twilio.com/docs/messaging/guides/track-outbound-message-status). */
  private postTwilio({ id, reference, from, to, callbackUrl, undeliverable }: TakenMt, status: string): void {
    const { accountSid, authToken } = this.settings.twilio;
    const form = new URLSearchParams({
      ApiVersion: '2010-04-01',
      MessageStatus: status,
      SmsSid: id,
      SmsStatus: status,
      To: to,
      From: from,
      MessageSid: id,
      AccountSid: accountSid,
    });
    if (status === 'undelivered' && undeliverable !== undefined)
      form.set('ErrorCode', String(undeliverable.twilio));
    this.post(twilioWebhook(callbackUrl, form, authToken), 'twilio', [{ id, reference, status }]);
  }

  private post(webhook: Webhook, carrier: CarrierId, receipts: readonly LedgerReceipt[]): void {
    const batch = this.ids.next('sim-batch');
    this.ledger.append({ kind: 'receipts.sent', at: nowMicros(), carrier, batch, receipts });
    // Where the ledger fails, the next text is refused with the reason.
    void this.deliver(webhook, batch).catch(() => undefined);
    if (this.faults.duplicates()) void this.client.post(webhook, this.settings.receiptRetry);
  }

  private async deliver(webhook: Webhook, batch: string): Promise<void> {
    const { status, attempts } = await this.client.post(webhook, this.settings.receiptRetry);
    const kind = status >= 200 && status < 300 ? 'receipts.acked' : 'receipts.refused';
    this.ledger.append({ kind, at: nowMicros(), batch, status, attempts });
  }
}
