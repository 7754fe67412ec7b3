import { Injectable } from '@nestjs/common';
import { findCarrier, type WebhookAnswer, type WebhookRequest } from '@parley/carriers';
import { ConfigDirectory, type OutgoingRecord } from '@parley/messaging';
import { Clock } from '@parley/platform';
import { AccountLimits } from './account-limits.js';
import { CarrierDocuments } from './carrier-documents.js';
import { refused, type PartOfMo, type Refusal } from './domain/refusal.js';
import { sendersByAddress, type Senders } from './domain/senders.js';
import { DurablePublisher } from './durable-publisher.js';
import type { EdgeSpans } from './edge-spans.js';
import { EventSeal } from './event-seal.js';
import { IngestSettings } from './ingest.settings.js';
import type { IntakeKind } from './intake-kind.js';
import { JoinParts } from './join-parts.js';
import { NotDurableError } from './not-durable.error.js';
import type { NewPart } from './parts.store.js';
import { RefusalLog } from './refusal-log.js';

/** What the caller is told: the carrier's own answer once all is durable, or why nothing was taken. */
export type IntakeResult = (
  | { readonly ok: true; readonly answer: WebhookAnswer; readonly traceId: string | undefined }
  | { readonly ok: false; readonly refusal: Refusal }
) & {
  /** Whether the caller showed that it knows the carrier's secret. */
  readonly proven: boolean;
};

/** What became of what a carrier told. */
export type KeepResult =
  | { readonly ok: true; readonly traceId: string | undefined }
  | { readonly ok: false; readonly refusal: Refusal };

/** What a carrier told, read: its items, what of it was left out, and how it is answered once all is durable. */
export interface Told<I> {
  readonly items: readonly I[];
  readonly skipped: readonly Refusal[];
  readonly answer: Pick<WebhookAnswer, 'status'>;
}

const NO_SECRETS: readonly string[] = [];

/** From a webhook to durable events: check the signature, normalise, name, trace, publish; then answer. */
@Injectable()
export class WebhookIntake {
  /** Of one revision of the directory. */
  private byAddress: { readonly revision: number; readonly senders: Senders } | undefined;

  constructor(
    private readonly settings: IngestSettings,
    private readonly directory: ConfigDirectory,
    private readonly sealing: EventSeal,
    private readonly parts: JoinParts,
    private readonly publisher: DurablePublisher,
    private readonly clock: Clock,
    private readonly refusals: RefusalLog,
    private readonly documents: CarrierDocuments,
    private readonly accounts: AccountLimits,
  ) {}

  /**
   * Never throws for what a carrier sent; resolves when every event of the request is durable.
   *
   * @param turnAway how the caller is refused where nothing that it does not prove is answered any more
   */
  async accept<I, D extends { subscriber: string; sender?: string }>(
    kind: IntakeKind<I, D>,
    carrierId: string,
    request: WebhookRequest,
    turnAway: () => Refusal | undefined = () => undefined,
  ): Promise<IntakeResult> {
    const unproven = (carrier: string, refusal: Refusal): IntakeResult => {
      const limited = refusal.status < 500 ? turnAway() : undefined; // what we are to blame for is told as it is
      if (limited !== undefined) return { ok: false, refusal: limited, proven: false };
      return { ...this.refuse(carrier, kind.route, refusal), proven: false };
    };
    const carrier = findCarrier(carrierId);
    const webhooks = (carrierId === 'generic' && this.settings.generic) || carrier?.webhooks;
    if (!webhooks) return unproven('unknown', CARRIER_UNKNOWN);
    const nowMs = this.clock.now();
    const secrets = this.settings.secrets.get(carrierId) ?? NO_SECRETS;
    let document: string | undefined;
    if (webhooks.needs !== undefined) {
      const address = webhooks.needs(request, secrets);
      if (address !== undefined) {
        document = await this.documents.of(address);
        if (document === undefined) return unproven(carrierId, DOCUMENT_UNAVAILABLE);
      }
    }
    const parsed = kind.parse(webhooks, request, secrets, nowMs, document);
    if (!parsed.ok) return unproven(carrierId, parsed.refusal);
    const over = kind.counts ? this.accounts.take(carrierId, parsed.items.length) : undefined;
    if (over !== undefined) return { ok: false, refusal: over, proven: true };

    const kept = await this.keep(kind, carrierId, parsed, nowMs, request.method);
    if (!kept.ok) return { ...kept, proven: true };
    if (parsed.confirm !== undefined && !(await this.documents.confirm(parsed.confirm))) {
      return { ...this.refuse(carrierId, kind.route, CONFIRMATION_FAILED), proven: true };
    }
    return { ...kept, answer: parsed.answer, proven: true };
  }

  /**
   * From what a carrier told, however it came, to durable events. Never throws for what a carrier sent; resolves
   * when every event of it is durable, or with why nothing was kept.
   */
  async keep<I, D extends { subscriber: string; sender?: string }>(
    kind: IntakeKind<I, D>,
    carrierId: string,
    told: Told<I>,
    nowMs: number,
    method: string,
  ): Promise<KeepResult> {
    const records: OutgoingRecord[] = [];
    const parts: NewPart[] = [];
    const spans: EdgeSpans[] = [];
    const { event, route } = kind;
    const left: Refusal[] = [...told.skipped];
    for (const item of told.items) {
      const mapped = kind.map(item, carrierId, this.senders, nowMs);
      if (!mapped.ok) left.push(mapped.refusal);
      else if (mapped.part) parts.push(newPart(carrierId, mapped.part, mapped.debug));
      else records.push(this.sealing.seal({ event, route, method }, carrierId, mapped, nowMs, spans));
    }
    const [first] = left;
    if (first) {
      if (records.length + parts.length === 0) return this.refuse(carrierId, kind.route, first);
      this.refusals.entries(carrierId, kind.route, left);
    }
    if (parts.length > 0 && !(await this.keepParts(parts))) {
      return this.refuse(carrierId, kind.route, PARTS_NOT_KEPT);
    }
    if (records.length > 0 && !(await this.makeDurable(records, spans, told.answer.status))) {
      return this.refuse(carrierId, kind.route, NOT_DURABLE);
    }
    return { ok: true, traceId: records[0]?.headers.traceparent?.slice(3, 35) };
  }

  private get senders(): Senders {
    const { revision, senders } = this.directory;
    if (this.byAddress?.revision !== revision)
      this.byAddress = { revision, senders: sendersByAddress(senders.values()) };
    return this.byAddress.senders;
  }

  private async makeDurable(
    records: readonly OutgoingRecord[],
    spans: readonly EdgeSpans[],
    status: number,
  ): Promise<boolean> {
    try {
      await this.publisher.publish(records);
      for (const span of spans) span.end(status);
      return true;
    } catch (error) {
      if (!(error instanceof NotDurableError)) throw error;
      for (const span of spans) span.end(NOT_DURABLE.status, NOT_DURABLE.code);
      return false;
    }
  }

  private async keepParts(parts: readonly NewPart[]): Promise<boolean> {
    try {
      await this.parts.take(parts);
      return true;
    } catch (error) {
      if (!(error instanceof NotDurableError)) throw error;
      return false;
    }
  }

  private refuse(
    carrier: string,
    route: string,
    refusal: Refusal,
  ): { readonly ok: false; readonly refusal: Refusal } {
    this.refusals.request(carrier, route, refusal);
    return { ok: false, refusal };
  }
}

/** What is kept of a text that is a part of a longer one. */
function newPart(carrier: string, part: PartOfMo, debug: boolean): NewPart {
  const { subscriber, sender, number = sender, carrierMessageId } = part.mo; // numbers of a pool count references apart
  return { ...part, carrier, sender: number, subscriber, carrierMessageId, debug };
}

const { refusal: CARRIER_UNKNOWN } = refused(
  404,
  'CARRIER_UNKNOWN',
  'Parley does not speak with this carrier; correct the carrier in the address of the webhook.',
);
const { refusal: DOCUMENT_UNAVAILABLE } = refused(
  503,
  'DOCUMENT_UNAVAILABLE',
  "The carrier's certificate could not be fetched; send the same webhook again later, and allow https to it.",
);
const { refusal: CONFIRMATION_FAILED } = refused(
  503,
  'CONFIRMATION_FAILED',
  'The subscription could not be confirmed at the carrier; send the same webhook again later.',
);
const { refusal: NOT_DURABLE } = refused(
  503,
  'NOT_DURABLE',
  'Nothing was kept, as neither Kafka nor PostgreSQL can be reached; send the same webhook again later.',
);
const { refusal: PARTS_NOT_KEPT } = refused(
  503,
  'PARTS_NOT_KEPT',
  'Parts of a text wait for each other in PostgreSQL, which cannot be reached; send the same webhook again later.',
);
