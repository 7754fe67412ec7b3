import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { mtBulkRequested, mtRequested, mtStatus, type MtRequested } from '@parley/contracts';
import {
  ConfigDirectory,
  effect,
  type Batch,
  type Decision,
  type Envelope,
  type Steps,
} from '@parley/messaging';
import { admit } from './domain/admit-mt.js';
import type { ConsentView } from './domain/consent-view.js';
import { MtIntakeStore, type IntakeRecord } from './mt-intake.store.js';
import { ClaimMtsService } from './claim-mts.service.js';
import { logOutcome } from './outcome-log.js';

/** Takes requested texts: into the queue, or refused with a code. Bulk has a consumer group of its own. */
@Controller()
export class QueueMtHandler {
  private readonly steps: Steps<MtRequested, ConsentView, IntakeRecord>;

  constructor(store: MtIntakeStore, directory: ConfigDirectory, sending: ClaimMtsService) {
    this.steps = {
      load: (subscribers) => store.load(subscribers),
      decide: (view, event, nowMs) =>
        decideIntake(view, event, directory.senders.has(event.data.sender), nowMs),
      save: (_changed, records) => store.save(records),
      committed: (records) => {
        for (const record of records) if (record.kind === 'queued') sending.queued(record.mt.sender);
        for (const record of records)
          if (record.kind === 'refused') logOutcome(record.mt, 'refused', record.code);
      },
    };
  }

  @EventPattern<string>(mtRequested.topic)
  queue(@Payload() batch: Batch<MtRequested>): Promise<void> {
    return batch.run(this.steps);
  }

  @EventPattern<string>(mtBulkRequested.topic, { lane: 'bulk' })
  queueBulk(@Payload() batch: Batch<MtRequested>): Promise<void> {
    return batch.run(this.steps);
  }
}

/** The pure decision and the event that a refusal is. */
export function decideIntake(
  view: ConsentView | undefined,
  event: Envelope<MtRequested>,
  knownSender: boolean,
  nowMs: number,
): Decision<ConsentView, IntakeRecord> {
  const { consents, facts, mt, refusal } = admit(view ?? {}, event, knownSender, nowMs);
  const records: IntakeRecord[] = facts.map((fact) => ({ kind: 'consent', subscriber: mt.subscriber, fact }));
  if (refusal === undefined) {
    records.push({ kind: 'queued', mt });
    return { state: consents, records, effects: [] };
  }
  records.push({ kind: 'refused', mt, code: refusal });
  const refused = effect(mtStatus, 'status/refused', {
    mtId: mt.id,
    subscriber: mt.subscriber,
    sender: mt.sender,
    status: 'refused',
    final: true,
    code: refusal,
    lane: mt.lane,
    attempt: 0,
    segments: mt.segments,
    encoding: mt.encoding,
    inReplyTo: mt.inReplyTo,
    at: new Date(nowMs).toISOString(),
  });
  const attributes = { 'parley.mt.status': 'refused', 'parley.code': refusal };
  return { state: consents, records, effects: [{ ...refused, key: mt.subscriber }], attributes };
}
