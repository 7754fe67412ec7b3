import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { mtBulkRequested, mtRequested, mtStatus, type MtRequested } from '@parley/contracts';
import { ConfigDirectory, effect, type Batch, type Decision, type Envelope } from '@parley/messaging';
import { admit, type Terms } from './domain/admit-mt.js';
import type { ConsentView } from './domain/consent-view.js';
import { MtIntakeStore, NOTHING_AROUND, type IntakeRecord, type Needs } from './mt-intake.store.js';
import { ClaimMtsService } from './claim-mts.service.js';

/** Takes requested texts: into the queue, or refused with a code. Bulk has a consumer group of its own. */
@Controller()
export class QueueMtHandler {
  constructor(
    private readonly store: MtIntakeStore,
    private readonly directory: ConfigDirectory,
    private readonly sending: ClaimMtsService,
  ) {}

  @EventPattern<string>(mtRequested.topic)
  queue(@Payload() batch: Batch<MtRequested>): Promise<void> {
    return this.take(batch);
  }

  @EventPattern<string>(mtBulkRequested.topic, { lane: 'bulk' })
  queueBulk(@Payload() batch: Batch<MtRequested>): Promise<void> {
    return this.take(batch);
  }

  private take(batch: Batch<MtRequested>): Promise<void> {
    const { store, directory, sending } = this;
    let around = NOTHING_AROUND;
    return batch.run<ConsentView, IntakeRecord>({
      load: async (subscribers, events) => {
        const [views, loaded] = await Promise.all([store.load(subscribers), store.around(needsOf(events))]);
        around = loaded;
        return views;
      },
      decide: (view, event, nowMs) => {
        const { sender, campaign } = event.data;
        const cancelledAtMs = campaign === undefined ? undefined : around.cancelled.get(campaign);
        return decideIntake(view, event, { sender: directory.senders.get(sender), cancelledAtMs }, nowMs);
      },
      save: (_changed, records) => store.save(records),
      committed: (records) => {
        for (const record of records) if (record.kind === 'queued') sending.queued(record.mt.sender);
      },
    });
  }
}

function needsOf(events: readonly Envelope<MtRequested>[]): Needs {
  const campaigns = new Set<string>();
  for (const { data } of events) if (data.campaign !== undefined) campaigns.add(data.campaign);
  return { campaigns: [...campaigns] };
}

/** The pure decision and the event that a refusal is. */
export function decideIntake(
  view: ConsentView | undefined,
  event: Envelope<MtRequested>,
  terms: Terms,
  nowMs: number,
): Decision<ConsentView, IntakeRecord> {
  const { consents, facts, mt, refusal } = admit(view ?? {}, event, terms, nowMs);
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
