import type { WebhookRequest } from '@parley/carriers';
import { ConfigDirectory, ConversationIds } from '@parley/messaging';
import { senderConfigured } from '@parley/contracts';
import { AccountLimits } from '../../../apps/ingest/src/account-limits.js';
import type { CarrierDocuments } from '../../../apps/ingest/src/carrier-documents.js';
import { assemblyOf } from '../../../apps/ingest/src/domain/assemble-parts.js';
import { joinedMo } from '../../../apps/ingest/src/domain/joined-mo.js';
import type { DurablePublisher } from '../../../apps/ingest/src/durable-publisher.js';
import { EventSeal } from '../../../apps/ingest/src/event-seal.js';
import { moIntake, receiptIntake } from '../../../apps/ingest/src/intake-kind.js';
import type { JoinParts } from '../../../apps/ingest/src/join-parts.js';
import type { NewPart } from '../../../apps/ingest/src/parts.store.js';
import type { RefusalLog } from '../../../apps/ingest/src/refusal-log.js';
import { WebhookIntake } from '../../../apps/ingest/src/webhook-intake.js';
import type { Random } from '../../faults/random.js';
import { ACCEPTED, NoReasonError, refusedWith, type FuzzTarget } from '../fuzz-target.js';
import { mutateBytes, randomBytes } from '../mutations/bytes.mutation.js';
import { mutateForm } from '../mutations/form.mutation.js';
import { mutateJson } from '../mutations/json.mutation.js';
import { oddWords } from '../mutations/odd-words.js';
import { capturedWebhooks } from './captured-webhooks.js';
import { nowMs, type Signer } from './webhook-signers.js';

/** A webhook before it is signed. */
export interface WebhookInput {
  readonly kind: 'mo' | 'receipt';
  readonly signed: boolean;
  readonly request: WebhookRequest;
}

/** More than this ingest does not read of a body, in bytes. */
const BODY_LIMIT = 64 * 1024;
const OUR_NUMBERS = ['12345', '+14155550100'];

/**
 * A carrier's webhooks as ingest takes them: proof, parser, mapping, contract. What Kafka, PostgreSQL and the carrier's
 * own servers would do is all that is left out.
 */
export function webhookTarget(carrier: string, signer: Signer): FuzzTarget<WebhookInput> {
  const captured = capturedWebhooks(carrier);
  const bodies = captured.map(({ body }) => body);
  const intake = intakeOf(carrier, signer);
  return {
    name: `webhooks/${carrier}`,
    draw: (random) => {
      const request = random.pick(captured);
      const isMo = request.url.includes('/mo');
      return {
        kind: isMo === random.next() < 0.97 ? 'mo' : 'receipt',
        signed: random.next() < 0.95,
        request: changed(request, random, bodies),
      };
    },
    feed: async ({ kind, signed, request }) => {
      const given = signed ? signer.sign(request) : request;
      const result =
        kind === 'mo'
          ? await intake.accept(moIntake, carrier, given)
          : await intake.accept(receiptIntake, carrier, given);
      if (result.ok) return ACCEPTED;
      const { refusal } = result;
      if (refusal.status < 400 || refusal.status > 499) throw new NoReasonError(refusal);
      return refusedWith(refusal);
    },
  };
}

function changed(request: WebhookRequest, random: Random, bodies: readonly Buffer[]): WebhookRequest {
  const body = random.next() < 0.04 ? randomBytes(random) : changedBody(request, random, bodies);
  const whole = { ...request, body: body.subarray(0, BODY_LIMIT) };
  if (request.method === 'GET') return { ...whole, url: changedQuery(request.url, random) };
  if (random.next() < 0.85) return whole;
  return random.pick([
    () => ({ ...whole, method: random.pick(['GET', 'PUT', 'post', '']) }),
    () => ({ ...whole, url: changedQuery(request.url, random) }),
    () => ({ ...whole, headers: { ...request.headers, 'content-type': random.pick(CONTENT_TYPES) } }),
    () => ({ ...whole, headers: { ...request.headers, authorization: random.pick(oddWords) } }),
    () => ({ ...whole, headers: {} }),
  ])();
}

const CONTENT_TYPES = [
  'application/json',
  'application/x-www-form-urlencoded',
  'application/x-www-form-urlencoded; charset=utf-16',
  'text/plain',
  'multipart/form-data; boundary=x',
  '',
];

function changedBody({ headers, body }: WebhookRequest, random: Random, bodies: readonly Buffer[]): Buffer {
  if (random.next() < 0.2) return mutateBytes(body, random, bodies);
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  const text = body.toString('utf8');
  if (text === '') return body;
  const structured = Buffer.from(
    isForm ? mutateForm(text, random) : mutateJson(JSON.parse(text), random),
    'utf8',
  );
  return random.next() < 0.9 ? structured : mutateBytes(structured, random, bodies);
}

function changedQuery(url: string, random: Random): string {
  const [address = '', query = ''] = url.split(/\?(.*)/s);
  return `${address}?${mutateForm(query, random)}`;
}

/** Ingest's own way of a webhook; what is published is checked by its contract and forgotten. */
function intakeOf(carrier: string, signer: Signer): WebhookIntake {
  const directory = new ConfigDirectory();
  for (const sender of OUR_NUMBERS) {
    directory.apply(senderConfigured.topic, sender, { ...senderConfigured.example, sender, carrier });
  }
  const settings = {
    publicUrl: 'https://parley.example',
    secrets: new Map([[carrier, [signer.secret]]]),
    traceRatio: 0,
    partsWaitMs: 0,
    partsKeepMs: 0,
    refusalsPerMinute: 0,
    accountTexts: new Map<string, number>(),
    ...(signer.webhooks && { generic: signer.webhooks }),
  };
  const seal = new EventSeal(settings, new ConversationIds('a pepper for the fuzzing'));
  const parts: Pick<JoinParts, 'take'> = {
    take: async (taken) => {
      for (const part of taken) sealAlone(seal, part);
    },
  };
  const publisher: Pick<DurablePublisher, 'publish'> = { publish: async () => undefined };
  const refusals: Pick<RefusalLog, 'request' | 'entries'> = {
    request: () => undefined,
    entries: () => undefined,
  };
  const documents = { of: async () => signer.document, confirm: async () => true };
  return new WebhookIntake(
    settings,
    directory,
    seal,
    parts as JoinParts,
    publisher as DurablePublisher,
    { now: () => nowMs },
    refusals as RefusalLog,
    documents as unknown as CarrierDocuments,
    new AccountLimits(settings, { limited: () => undefined }),
  );
}

/** What becomes of a part whose others never come. */
function sealAlone(seal: EventSeal, part: NewPart): void {
  const kept = { ...part, arrivedMs: nowMs };
  const joined = joinedMo(assemblyOf([kept], [], part.total));
  seal.seal(
    { event: moIntake.event, route: moIntake.route, method: 'POST' },
    part.carrier,
    joined,
    nowMs,
    [],
  );
}
