import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { mtBulkRequested, mtRequested, mtStatus, type MtRequested } from '@parley/contracts';
import { ConfigDirectory, effect, type Batch, type Decision, type Effect } from '@parley/messaging';
import { Clock } from '@parley/platform';
import { ClaimMtsService } from './claim-mts.service.js';
import { logOutcome } from './outcome-log.js';
import { admit, type Admission, type Request, type Terms } from './domain/admit-mt.js';
import { STRANGER, type Standing } from './domain/standing.js';
import { IntakeTerms } from './intake-terms.js';
import { MtIntakeStore, type IntakeRecord } from './mt-intake.store.js';
import { Around, MtLimitsStore, type CountedText, type CountKeys } from './mt-limits.store.js';
import { addressOf } from './our-numbers.js';
import { PoolPlaces, type KeptNumbers } from './pool-places.js';
import { sendMetrics } from './send-metrics.js';
import { noteWaits } from './send-spans.js';

/** What a batch leaves behind, and what of it limits count. */
export type QueueRecord = IntakeRecord | ({ readonly kind: 'counted' } & CountedText);

/** Takes requested texts: into the queue, or refused with a code. Bulk has a consumer group of its own. */
@Controller()
export class QueueMtHandler {
  private readonly terms: IntakeTerms;

  constructor(
    private readonly store: MtIntakeStore,
    private readonly limits: MtLimitsStore,
    directory: ConfigDirectory,
    private readonly sending: ClaimMtsService,
    private readonly places: PoolPlaces,
    clock: Clock,
  ) {
    this.terms = new IntakeTerms(directory, clock);
  }

  @EventPattern<string>(mtRequested.topic)
  queue(@Payload() batch: Batch<MtRequested>): Promise<void> {
    return this.take(batch);
  }

  @EventPattern<string>(mtBulkRequested.topic, { lane: 'bulk' })
  queueBulk(@Payload() batch: Batch<MtRequested>): Promise<void> {
    return this.take(batch);
  }

  private take(batch: Batch<MtRequested>): Promise<void> {
    const { store, limits, terms, sending, places } = this;
    let around = new Around();
    let kept: KeptNumbers = new Map();
    return batch.run<Standing, QueueRecord>({
      load: async (subscribers, events) => {
        const needs = terms.needsOf(events);
        const [standings, counted, numbers] = await Promise.all([
          store.load(subscribers),
          needs === undefined ? new Around() : limits.load(needs),
          places.load(events.map(({ data }) => data)),
        ]);
        around = counted;
        kept = numbers;
        return standings;
      },
      decide: (standing, event, nowMs) => {
        const keys = terms.keysOf(event);
        const from = places.placeOf(event.data, kept);
        const decision = decideIntake(
          standing,
          event,
          { ...terms.of(event, around, keys), from },
          nowMs,
          keys,
        );
        for (const record of decision.records ?? []) if (record.kind === 'counted') around.note(record);
        places.note(kept, decision.records ?? []);
        return decision;
      },
      prepare: (records) => store.prepare(records.filter((record) => record.kind !== 'counted')),
      save: (_changed, records) => {
        const counted = records.filter((record) => record.kind === 'counted');
        const others = records.filter((record) => record.kind !== 'counted');
        return [...store.save(others), ...limits.save(counted)];
      },
      committed: (records) => {
        for (const record of records)
          if (record.kind === 'queued') {
            sending.queued(addressOf(record.mt));
            noteWaits(record.mt, record.waits ?? []);
          }
        for (const record of records)
          if (record.kind === 'refused') logOutcome(record.mt, 'refused', record.code);
      },
    });
  }
}

/** The pure decision and the events that a refusal and a wait for the person's hours are. */
export function decideIntake(
  before: Standing | undefined,
  event: Request,
  terms: Terms,
  nowMs: number,
  keys: CountKeys = {},
): Decision<Standing, QueueRecord> {
  const admission = admit(before ?? STRANGER, event, terms, nowMs);
  const { standing, facts, mt, refusal, replaced, day, reached, deferred, waits } = admission;
  const { subscriber } = mt;
  const records: QueueRecord[] = facts.map((fact) => ({ kind: 'consent', subscriber, fact }));
  if (reached) records.push({ kind: 'reached', subscriber });
  for (const { by, times } of replaced) sendMetrics.replaced.add(times, { by });
  if (refusal !== undefined) {
    records.push({ kind: 'refused', mt, code: refusal });
    const attributes = { 'parley.mt.status': 'refused', 'parley.code': refusal };
    return { state: standing, records, effects: [said(admission, 'refused', refusal, nowMs)], attributes };
  }
  if (terms.from?.keeps) records.push({ kind: 'number', subscriber, sender: mt.sender, ...terms.from.keeps });
  records.push({ kind: 'queued', mt, waits });
  const counted = { ...keys, day };
  if (counted.prefix ?? counted.repeat ?? day) records.push({ kind: 'counted', ...counted });
  if (deferred)
    return { state: standing, records, effects: [said(admission, 'retrying', 'QUIET_HOURS', nowMs)] };
  const effects = replaced.length > 0 ? [said(admission, 'queued', undefined, nowMs)] : [];
  return { state: standing, records, effects };
}

function said(
  { mt, replaced }: Admission,
  status: 'refused' | 'retrying' | 'queued',
  code: string | undefined,
  nowMs: number,
): Effect {
  const data = {
    mtId: mt.id,
    subscriber: mt.subscriber,
    sender: mt.sender,
    status,
    final: status === 'refused',
    code,
    lane: mt.lane,
    attempt: 0,
    segments: mt.segments,
    encoding: mt.encoding,
    inReplyTo: mt.inReplyTo,
    replaced: replaced.length > 0 ? [...replaced] : undefined,
    from: status === 'refused' ? undefined : mt.number,
    nextAt: status === 'retrying' && mt.sendAfterMs ? new Date(mt.sendAfterMs).toISOString() : undefined,
    at: new Date(nowMs).toISOString(),
  };
  return { ...effect(mtStatus, `status/${status}`, data), key: mt.subscriber };
}
