import type { CarrierId, MoPart } from '@parley/carriers';
import { countSegments } from '@parley/sms';
import type { FaultPlan } from './fault-plan.js';
import type { Ids } from './ids.js';
import type { Ledger } from './ledger.js';
import { nowMicros } from './micros.js';
import { simulatorWebhook, twilioWebhook } from './signed-webhooks.js';
import type { SimulatorSettings } from './simulator.options.js';
import type { Delivery, Webhook, WebhookClient } from './webhook-client.js';

/** A text from a phone. */
export interface PhoneText {
  /** The phone, E.164. */
  readonly from: string;
  /** Our sender. */
  readonly to: string;
  readonly text: string;
  /** Default `simulator`. */
  readonly carrier?: CarrierId;
  /** Asks that the turn be traced; only the simulator dialect can carry it. */
  readonly debug?: boolean;
  /** Which part of a longer text it is; only the simulator dialect can carry it. */
  readonly part?: MoPart;
  /** The carrier's id of the text; given to repeat one, else made. */
  readonly id?: string;
}

/** What became of a phone's text. Times are microseconds since the epoch. */
export interface TextOutcome {
  readonly id: string;
  readonly sentAt: number;
  readonly answeredAt: number;
  /** Ingest's last status; 0 where it never answered. */
  readonly status: number;
  /** Whether ingest took it (2xx). */
  readonly acked: boolean;
  readonly attempts: number;
  readonly traceId?: string;
  /** What ingest said, where it did not take it. */
  readonly refusal?: string;
}

/** Sends phones' texts to ingest, in each carrier's own form. */
export class MoSender {
  constructor(
    private readonly settings: SimulatorSettings,
    private readonly ledger: Ledger,
    private readonly faults: FaultPlan,
    private readonly client: WebhookClient,
    private readonly ids: Ids,
  ) {}

  async send(text: PhoneText): Promise<TextOutcome> {
    const { ingestUrl, moRetry } = this.settings;
    if (ingestUrl === undefined) {
      throw new Error('INGEST_UNSET: the simulator does not know where ingest is; give it an ingest URL.');
    }
    const carrier = text.carrier ?? 'simulator';
    const id = text.id ?? (carrier === 'twilio' ? this.ids.sid('SM') : this.ids.next('sim-mo'));
    const url = `${ingestUrl}/v1/carriers/${carrier}/mo`;
    const webhook = carrier === 'twilio' ? this.twilioMo(url, id, text) : this.simulatorMo(url, id, text);
    const sentAt = nowMicros();
    this.ledger.append({
      kind: 'mo.sent',
      at: sentAt,
      carrier,
      id,
      from: text.from,
      to: text.to,
      text: text.text,
    });
    if (this.faults.duplicates()) void this.client.post(webhook, moRetry);
    return this.record(id, sentAt, await this.client.post(webhook, moRetry));
  }

  private record(id: string, sentAt: number, delivery: Delivery): TextOutcome {
    const { status, attempts } = delivery;
    const at = nowMicros();
    const acked = status >= 200 && status < 300;
    const header = delivery.headers['x-parley-trace-id'];
    const traceId = typeof header === 'string' ? header : undefined;
    if (acked) this.ledger.append({ kind: 'mo.acked', at, id, status, attempts, traceId });
    else this.ledger.append({ kind: 'mo.refused', at, id, status, attempts });
    return {
      id,
      sentAt,
      answeredAt: at,
      status,
      acked,
      attempts,
      traceId,
      refusal: acked ? undefined : delivery.body,
    };
  }

  private simulatorMo(url: string, id: string, { from, to, text, part, debug }: PhoneText): Webhook {
    const body = JSON.stringify({ id, from, to, text, receivedAt: Date.now(), part, debug });
    return simulatorWebhook(url, body, this.settings.simulator.webhookSecret);
  }

  /** Twilio's own form of an incoming message (twilio.com/docs/messaging/guides/webhook-request). */
  private twilioMo(url: string, id: string, { from, to, text }: PhoneText): Webhook {
    const { accountSid, authToken } = this.settings.twilio;
    const form = new URLSearchParams({
      ToCountry: 'US',
      SmsMessageSid: id,
      NumMedia: '0',
      SmsSid: id,
      SmsStatus: 'received',
      Body: text,
      FromCountry: 'US',
      To: to,
      NumSegments: String(Math.max(1, countSegments(text).segments)),
      MessageSid: id,
      AccountSid: accountSid,
      From: from,
      ApiVersion: '2010-04-01',
    });
    return twilioWebhook(url, form, authToken);
  }
}
