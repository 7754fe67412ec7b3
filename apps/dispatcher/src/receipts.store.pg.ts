import { Inject, Injectable } from '@nestjs/common';
import { atRest, Database, uuidArray, type Statement } from '@parley/persistence';
import { CarrierMessagesStore, nameKey, withParts, type MessageName } from './carrier-messages.store.js';
import { DISPATCHER_ENVIRONMENT, type DispatcherEnvironment } from './dispatcher.config.js';
import { mtPlace } from './domain/mt-place.js';
import { lanes } from './domain/queued-mt.js';
import type { ResolvableMt } from './domain/resolve-unknown.js';
import type { KnownMt } from './domain/take-receipt.js';
import { MtClaimsStore, type SettledMt } from './mt-claims.store.js';
import { MtWords } from './mt-words.js';
import * as sql from './receipts.sql.pg.js';
import { ReceiptsStore, type FoundOrphan, type OrphanReceipt, type ReceiptRecord } from './receipts.store.js';

/** How long receipts are awaited before an unknown is shown to people, and orphans looked at again, minutes. */
const RECONCILE_MINUTES = 15;

type Row = Omit<KnownMt, 'lane'> & { lane: number };
type OrphanRow = Pick<FoundOrphan['receipt'], 'subscriber' | 'carrier' | 'status' | 'at'> & {
  readonly eventId: string;
  readonly carrierMessageId: string | null;
  readonly mtId: string | null;
  readonly code: string | null;
};

@Injectable()
export class PgReceiptsStore extends ReceiptsStore {
  constructor(
    private readonly database: Database,
    private readonly claims: MtClaimsStore,
    private readonly messages: CarrierMessagesStore,
    private readonly words: MtWords,
    @Inject(DISPATCHER_ENVIRONMENT)
    private readonly environment: Pick<DispatcherEnvironment, 'UNREACHABLE_AFTER'>,
  ) {
    super();
  }

  async load(mtIds: readonly string[]): Promise<Map<string, KnownMt>> {
    if (mtIds.length === 0) return new Map();
    const rows = await this.database.query<Row>(sql.knownMts(uuidArray(mtIds)));
    return new Map(rows.map((row) => [row.id, known(row)]));
  }

  async loadByCarrier(carrierMessageIds: readonly string[]): Promise<Map<string, KnownMt>> {
    if (carrierMessageIds.length === 0) return new Map();
    const rows = await this.database.query<Row>(sql.knownByCarrier(carrierMessageIds));
    return new Map(
      rows.map((row) => [
        nameKey({ carrier: row.carrier!, carrierMessageId: row.carrierMessageId! }),
        known(row),
      ]),
    );
  }

  async loadResolvable(mtIds: readonly string[]): Promise<Map<string, ResolvableMt>> {
    type Own = Pick<ResolvableMt, 'text' | 'purpose' | 'program' | 'campaign'>;
    type ResolvableRow = Row & Own & { sealed: Buffer | null };
    const rows = await this.database.query<ResolvableRow>(sql.resolvable(uuidArray(mtIds)));
    const open = await this.words.opener(rows.map(({ subscriber }) => subscriber));
    return new Map(
      rows.map((row) => {
        const { id, subscriber, sealed, purpose, program, campaign } = row;
        const text = sealed === null ? row.text : (open(subscriber, sealed, mtPlace(id)) ?? '');
        const said = { text, purpose, program: program ?? undefined, campaign: campaign ?? undefined };
        return [row.id, { ...known(row), ...said }];
      }),
    );
  }

  save(records: readonly ReceiptRecord[]): readonly Statement[] {
    const settled = new Map<string, SettledMt>(); // the last one of a text stands furthest along
    const orphans: OrphanReceipt[] = [];
    const parts: (MessageName & { status: string })[] = [];
    const resolved: { mtId: string }[] = [];
    const failed: { subscriber: string }[] = [];
    const reached = new Set<string>();
    for (const record of records) {
      if (record.kind === 'orphan') orphans.push(record.orphan);
      else if (record.kind === 'part') parts.push(record.part);
      else if (record.kind === 'advance') settled.set(record.settled.id, record.settled);
      else if (record.kind === 'resolved') resolved.push(record);
      else if (record.kind === 'failed') failed.push(record);
      else reached.add(record.subscriber);
    }
    const { rest } = this.database;
    const statements = [...this.claims.settle([...settled.values()], false), ...this.messages.said(parts)];
    if (orphans.length > 0) {
      const rows = atRest(rest, orphans).map(({ receipt, ...orphan }) => ({
        ...orphan,
        receipt: receipt && rest.json(JSON.stringify(receipt)),
      }));
      statements.push(sql.keepOrphans(JSON.stringify(rows)));
    }
    if (resolved.length > 0) {
      const ids = uuidArray(resolved.map(({ mtId }) => mtId));
      statements.push(sql.resolveUnknowns(JSON.stringify(resolved), ids));
    }
    if (reached.size > 0)
      statements.push(sql.reached(Array.from(reached, (subscriber) => rest.number(subscriber))));
    if (failed.length > 0) {
      const rows = JSON.stringify(atRest(rest, failed));
      statements.push(sql.countFailures(rows, this.environment.UNREACHABLE_AFTER));
    }
    return statements;
  }

  noteUnknowns(mtIds: readonly string[]): readonly Statement[] {
    return mtIds.length === 0 ? [] : [sql.noteUnknowns(uuidArray(mtIds))];
  }

  async foundOrphans(most: number): Promise<FoundOrphan[]> {
    const rows = await this.database.query<OrphanRow>(sql.openOrphans(RECONCILE_MINUTES, most));
    if (rows.length === 0) return [];
    const theirs = rows.filter(({ mtId }) => mtId === null).map((row) => row.carrierMessageId ?? '');
    const [byId, byCarrier] = await Promise.all([
      this.load(rows.flatMap(({ mtId }) => mtId ?? [])),
      this.loadByCarrier(theirs),
    ]);
    const long = rows.flatMap(({ mtId, carrier, carrierMessageId }) =>
      carrierMessageId !== null && (byId.get(mtId ?? '')?.segments ?? 0) > 1
        ? { carrier, carrierMessageId }
        : [],
    );
    const ofParts = withParts(byId, (await this.messages.named(long)).values());
    return rows.flatMap(({ eventId, subscriber, carrier, carrierMessageId, mtId, status, code, at }) => {
      const mt =
        mtId === null
          ? byCarrier.get(nameKey({ carrier, carrierMessageId: carrierMessageId ?? '' }))
          : ofParts.get(mtId);
      if (mt?.status === undefined || mt.subscriber !== subscriber) return [];
      const said = { carrierMessageId: carrierMessageId ?? undefined, code: code ?? undefined };
      return [{ eventId, mt, receipt: { subscriber, carrier, status, at, ...said } }];
    });
  }

  matched(eventIds: readonly string[]): readonly Statement[] {
    return eventIds.length === 0 ? [] : [sql.matched(uuidArray(eventIds))];
  }

  async surfaceUnknowns(): Promise<string[]> {
    await this.database.query(sql.closeResolved());
    const rows = await this.database.query<{ mtId: string }>(sql.surface(RECONCILE_MINUTES));
    return rows.map(({ mtId }) => mtId);
  }

  async openUnknowns(): Promise<{ count: number; oldestS: number }> {
    const [row] = await this.database.query<{ count: number; oldestS: number }>(sql.openUnknowns());
    return row!;
  }
}

function known(row: Row): KnownMt {
  return {
    id: row.id,
    subscriber: row.subscriber,
    sender: row.sender,
    number: row.number ?? undefined,
    lane: lanes[row.lane]!,
    segments: row.segments,
    encoding: row.encoding,
    attempt: row.attempt,
    carrier: row.carrier ?? undefined,
    carrierMessageId: row.carrierMessageId ?? undefined,
    inReplyTo: row.inReplyTo ?? undefined,
    status: row.status ?? undefined,
    failures: row.failures ?? 0,
    traceparent: row.traceparent,
    conversationId: row.conversationId,
  };
}
