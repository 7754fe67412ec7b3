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
import type { TextRules } from './domain/fit-text.js';
import { MtIntakeStore, type IntakeRecord } from './mt-intake.store.js';
import { ClaimMtsService } from './claim-mts.service.js';
import { logOutcome } from './outcome-log.js';
import { sendMetrics } from './send-metrics.js';

/** Takes requested texts: into the queue, or refused with a code. Bulk has a consumer group of its own. */
@Controller()
export class QueueMtHandler {
  private readonly steps: Steps<MtRequested, ConsentView, IntakeRecord>;

  constructor(store: MtIntakeStore, directory: ConfigDirectory, sending: ClaimMtsService) {
    this.steps = {
      load: (subscribers) => store.load(subscribers),
      decide: (view, event, nowMs) => {
        const { sender, program } = event.data;
        return decideIntake(
          view,
          event,
          directory.senders.has(sender),
          nowMs,
          textRules(directory, sender, program),
        );
      },
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
  rules: TextRules = {},
): Decision<ConsentView, IntakeRecord> {
  const { consents, facts, mt, replaced, refusal } = admit(view ?? {}, event, knownSender, nowMs, rules);
  const records: IntakeRecord[] = facts.map((fact) => ({ kind: 'consent', subscriber: mt.subscriber, fact }));
  records.push(refusal === undefined ? { kind: 'queued', mt } : { kind: 'refused', mt, code: refusal });
  for (const { by, times } of replaced) sendMetrics.replaced.add(times, { by });
  if (refusal === undefined && replaced.length === 0) return { state: consents, records, effects: [] };
  const status = refusal === undefined ? 'queued' : 'refused';
  const said = effect(mtStatus, `status/${status}`, {
    mtId: mt.id,
    subscriber: mt.subscriber,
    sender: mt.sender,
    status,
    final: refusal !== undefined,
    code: refusal,
    lane: mt.lane,
    attempt: 0,
    segments: mt.segments,
    encoding: mt.encoding,
    inReplyTo: mt.inReplyTo,
    replaced: replaced.length > 0 ? [...replaced] : undefined,
    at: new Date(nowMs).toISOString(),
  });
  const attributes =
    refusal === undefined ? undefined : { 'parley.mt.status': 'refused', 'parley.code': refusal };
  return { state: consents, records, effects: [{ ...said, key: mt.subscriber }], attributes };
}

function textRules(directory: ConfigDirectory, sender: string, program: string | undefined): TextRules {
  const { smartEncoding, maxSegments } = directory.senders.get(sender) ?? {};
  const ofProgram = program === undefined ? undefined : directory.programs.get(program);
  return { smartEncoding, maxSegments: ofProgram?.maxSegments ?? maxSegments };
}
