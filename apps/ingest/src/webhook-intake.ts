import { Injectable } from '@nestjs/common';
import { findCarrier, type WebhookAnswer, type WebhookRequest } from '@parley/carriers';
import {
  ConfigDirectory,
  ConversationIds,
  encodeEvent,
  externalEventId,
  type OutgoingRecord,
} from '@parley/messaging';
import { Clock, keepsConversation, unsampledTraceparent } from '@parley/platform';
import { refused, type Mapped, type Refusal } from './domain/refusal.js';
import { DurablePublisher } from './durable-publisher.js';
import { EdgeSpans } from './edge-spans.js';
import { IngestSettings } from './ingest.settings.js';
import type { IntakeKind } from './intake-kind.js';
import { NotDurableError } from './not-durable.error.js';
import { RefusalLog } from './refusal-log.js';

/** What the caller is told: the carrier's own answer once all is durable, or why nothing was taken. */
export type IntakeResult =
  | { readonly ok: true; readonly answer: WebhookAnswer; readonly traceId: string | undefined }
  | { readonly ok: false; readonly refusal: Refusal };

/** What became of what a carrier told. */
export type KeepResult =
  | { readonly ok: true; readonly traceId: string | undefined }
  | { readonly ok: false; readonly refusal: Refusal };

/** What a carrier told, read: its items, what of it was left out, and how it is answered once all is durable. */
export interface Told<I> {
  readonly items: readonly I[];
  readonly skipped: readonly Refusal[];
  readonly answer: Pick<WebhookAnswer, 'status'>;
  /** Of the request; absent where it came by a link of ours. */
  readonly method?: string;
}

type Taken<D> = Extract<Mapped<D>, { ok: true }>;

const SOURCE = 'parley/ingest';
const NO_SECRETS: readonly string[] = [];

/** From a webhook to durable events: check the signature, normalise, name, trace, publish; then answer. */
@Injectable()
export class WebhookIntake {
  constructor(
    private readonly settings: IngestSettings,
    private readonly directory: ConfigDirectory,
    private readonly conversations: ConversationIds,
    private readonly publisher: DurablePublisher,
    private readonly clock: Clock,
    private readonly refusals: RefusalLog,
  ) {}

  /** Never throws for what a carrier sent; resolves when every event of the request is durable. */
  async accept<I, D extends { subscriber: string; sender?: string }>(
    kind: IntakeKind<I, D>,
    carrierId: string,
    request: WebhookRequest,
  ): Promise<IntakeResult> {
    const webhooks = findCarrier(carrierId)?.webhooks;
    if (!webhooks) return this.refuse('unknown', kind.route, CARRIER_UNKNOWN);
    const nowMs = this.clock.now();
    const secrets = this.settings.secrets.get(carrierId) ?? NO_SECRETS;
    const parsed = kind.parse(webhooks, request, secrets, nowMs);
    if (!parsed.ok) return this.refuse(carrierId, kind.route, parsed.refusal);

    const kept = await this.keep(kind, carrierId, { ...parsed, method: request.method }, nowMs);
    return kept.ok ? { ...kept, answer: parsed.answer } : kept;
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
  ): Promise<KeepResult> {
    const records: OutgoingRecord[] = [];
    const spans: EdgeSpans[] = [];
    const left: Refusal[] = [...told.skipped];
    for (const item of told.items) {
      const mapped = kind.map(item, carrierId, this.directory.senders, nowMs);
      if (mapped.ok) records.push(this.seal(kind, carrierId, told.method, mapped, nowMs, spans));
      else left.push(mapped.refusal);
    }
    const [first] = left;
    if (first) {
      if (records.length === 0) return this.refuse(carrierId, kind.route, first);
      this.refusals.entries(carrierId, kind.route, left);
    }
    if (records.length > 0 && !(await this.makeDurable(records, spans, told.answer.status))) {
      return this.refuse(carrierId, kind.route, NOT_DURABLE);
    }
    return { ok: true, traceId: records[0]?.headers.traceparent?.slice(3, 35) };
  }

  /** Makes the record of an event, and its first spans when its conversation is sampled. */
  private seal<I, D extends { subscriber: string; sender?: string }>(
    kind: IntakeKind<I, D>,
    carrier: string,
    method: string | undefined,
    { data, name, debug }: Taken<D>,
    nowMs: number,
    spans: EdgeSpans[],
  ): OutgoingRecord {
    const id = externalEventId(carrier, name);
    const conversationId = this.conversations.of(data.subscriber, data.sender ?? '');
    let traceparent: string;
    if (debug || keepsConversation(conversationId, this.settings.traceRatio)) {
      const { topic } = kind.event;
      const started = EdgeSpans.start({
        route: kind.route,
        method,
        topic,
        id,
        conversationId,
        startMs: nowMs,
      });
      spans.push(started);
      traceparent = started.traceparent;
    } else {
      traceparent = unsampledTraceparent(id);
    }
    const attributes = {
      id,
      source: SOURCE,
      timeMs: nowMs,
      key: data.subscriber,
      conversationId,
      traceparent,
    };
    return encodeEvent(kind.event, data, attributes);
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

  private refuse(
    carrier: string,
    route: string,
    refusal: Refusal,
  ): { readonly ok: false; readonly refusal: Refusal } {
    this.refusals.request(carrier, route, refusal);
    return { ok: false, refusal };
  }
}

const { refusal: CARRIER_UNKNOWN } = refused(
  404,
  'CARRIER_UNKNOWN',
  'Parley does not speak with this carrier; correct the carrier in the address of the webhook.',
);
const { refusal: NOT_DURABLE } = refused(
  503,
  'NOT_DURABLE',
  'Nothing was kept, as neither Kafka nor PostgreSQL can be reached; send the same webhook again later.',
);
