import { Injectable } from '@nestjs/common';
import { Database, uuidArray, type Statement } from '@parley/persistence';
import { CarrierMessagesStore, type MessageName } from './carrier-messages.store.js';
import { lanes } from './domain/queued-mt.js';
import type { KnownMt } from './domain/take-receipt.js';
import { keepOrphans, knownMts } from './mt-claims.sql.pg.js';
import { MtClaimsStore, type SettledMt } from './mt-claims.store.js';
import { ReceiptsStore, type OrphanReceipt, type ReceiptRecord } from './receipts.store.js';

type Row = Omit<KnownMt, 'lane'> & { lane: number };

@Injectable()
export class PgReceiptsStore extends ReceiptsStore {
  constructor(
    private readonly database: Database,
    private readonly claims: MtClaimsStore,
    private readonly messages: CarrierMessagesStore,
  ) {
    super();
  }

  async load(mtIds: readonly string[]): Promise<Map<string, KnownMt>> {
    if (mtIds.length === 0) return new Map();
    const rows = await this.database.query<Row>(knownMts(uuidArray(mtIds)));
    return new Map(rows.map((row) => [row.id, known(row)]));
  }

  save(records: readonly ReceiptRecord[]): readonly Statement[] {
    const settled = new Map<string, SettledMt>(); // the last one of a text stands furthest along
    const orphans: OrphanReceipt[] = [];
    const parts: (MessageName & { status: string })[] = [];
    for (const record of records) {
      if (record.kind === 'orphan') orphans.push(record.orphan);
      else if (record.kind === 'part') parts.push(record.part);
      else settled.set(record.settled.id, record.settled);
    }
    const statements = [...this.claims.settle([...settled.values()], false), ...this.messages.said(parts)];
    if (orphans.length > 0) statements.push(keepOrphans(JSON.stringify(orphans)));
    return statements;
  }
}

function known(row: Row): KnownMt {
  return {
    ...row,
    lane: lanes[row.lane]!,
    carrier: row.carrier ?? undefined,
    carrierMessageId: row.carrierMessageId ?? undefined,
    inReplyTo: row.inReplyTo ?? undefined,
    status: row.status ?? undefined,
  };
}
