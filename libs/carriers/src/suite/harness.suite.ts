import type { IncomingHttpHeaders } from 'node:http';
import type { Carrier, CarrierAccount, OutboundMt, TakenParts } from '../carrier.port.js';
import type { CarrierErrorCode } from '../carrier-errors.js';
import { receiptUrl } from '../receipt-url.js';
import type { ReceiptStatus, WebhookRequest } from '../webhook.port.js';
import type { SuiteProof } from './proof.suite.js';

/** An MO as the suite asks a carrier's harness to write it. */
export interface SuiteMo {
  id: string;
  from: string;
  to: string;
  text: string;
}

/** A receipt as the suite asks a carrier's harness to write it; `mtId` belongs into the URL or the body. */
export interface SuiteReceipt {
  id: string;
  mtId: string;
  from: string;
  to: string;
  status: string;
  code?: string;
}

/** How a carrier answers a send, written by the harness in the carrier's dialect. */
export interface SuiteAnswer {
  status: number;
  headers?: Record<string, string>;
  body: string;
}

/** A send as the carrier got it. */
export interface SuiteSent {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** What the suite needs to know of a carrier's webhooks. */
export interface WebhookHarness {
  carrier: Carrier;
  /** The secrets that are valid now: at least two, as while rotating. */
  secrets: readonly [string, string];
  /** Where the proof stands that the carrier wrote it, and what it covers. */
  proof: SuiteProof;
  signedMo(mo: SuiteMo, secret: string, nowMs: number): WebhookRequest;
  signedReceipt(receipt: SuiteReceipt, secret: string, nowMs: number): WebhookRequest;
  /** A correctly signed webhook with this body as it is. */
  signedBody(body: string, secret: string, nowMs: number): WebhookRequest;
  /** Correctly signed webhooks whose bodies are not of the carrier's form at all. */
  malformed(secret: string, nowMs: number): WebhookRequest[];
  /** Bodies of MO that lack one field each. */
  incompleteMos: readonly string[];
  /** Every status word of the carrier with Parley's word. */
  statuses: Readonly<Record<string, ReceiptStatus>>;
  /** One of the carrier's codes in a receipt, with Parley's code. */
  receiptCode: readonly [string, CarrierErrorCode];
  /** True where the carrier's receipts do not name our number. */
  receiptsOmitSender?: boolean;
}

/** What the suite needs to know of one carrier. */
export interface CarrierHarness extends WebhookHarness {
  account(baseUrl: string): CarrierAccount;
  /** What the carrier must have got for `suiteMt`. */
  expectSent(request: SuiteSent): void;
  accepted: SuiteAnswer & { carrierMessageId: string; taken?: TakenParts };
  rejected: SuiteAnswer & { code: CarrierErrorCode; carrierCode: string };
  throttled: SuiteAnswer;
}

/** The moment at which the suite's webhooks are signed and read, ms since the epoch. */
export const suiteNowMs = 1_780_000_000_000;

export const suiteMo: SuiteMo = {
  id: 'mo-1',
  from: '+14155550101',
  to: '12345',
  text: 'JOIN & más 👋 = 100% + 1',
};

/** The text that the suite sends. */
export const suiteMt: OutboundMt = {
  mtId: '0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20',
  from: '12345',
  to: '+14155550101',
  text: 'Your code WARM30 takes 30% off & more: Grüße 🧶',
  callbackUrl: 'https://parley.example/v1/carriers/x/receipts?mt=0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20',
  validitySeconds: 600,
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
};

/** A receipt URL as the suite's carriers call it. */
export function suiteReceiptUrl(carrierId: string, mtId: string): string {
  return receiptUrl('https://parley.example', carrierId, mtId);
}
