import type { CarrierWebhooks, InboundMo, InboundReceipt, Parsed, WebhookRequest } from '@parley/carriers';
import {
  moReceived,
  receiptReceived,
  type EventDefinition,
  type MoReceived,
  type ReceiptReceived,
} from '@parley/contracts';
import { moReceivedFrom } from './domain/mo.mapping.js';
import { receiptReceivedFrom } from './domain/receipt.mapping.js';
import type { Mapped } from './domain/refusal.js';
import type { Senders } from './domain/senders.js';

/** One kind of webhook: how a carrier's body is read, and what event becomes of an item in it. */
export interface IntakeKind<I, D> {
  readonly route: string;
  readonly event: EventDefinition;
  /** Whether its items count as texts of the carrier's account. */
  readonly counts: boolean;
  parse(
    webhooks: CarrierWebhooks,
    request: WebhookRequest,
    secrets: readonly string[],
    nowMs: number,
    document?: string,
  ): Parsed<I>;
  map(item: I, carrier: string, senders: Senders, nowMs: number): Mapped<D>;
}

export const moIntake: IntakeKind<InboundMo, MoReceived> = {
  route: '/v1/carriers/:carrier/mo',
  event: moReceived,
  counts: true,
  parse: (webhooks, request, secrets, nowMs, document) => webhooks.mo(request, secrets, nowMs, document),
  map: moReceivedFrom,
};

export const receiptIntake: IntakeKind<InboundReceipt, ReceiptReceived> = {
  route: '/v1/carriers/:carrier/receipts',
  event: receiptReceived,
  counts: false,
  parse: (webhooks, request, secrets, nowMs, document) => webhooks.receipt(request, secrets, nowMs, document),
  map: receiptReceivedFrom,
};
