import { Injectable } from '@nestjs/common';
import { Database, uuidArray, type Statement } from '@parley/persistence';
import { Instance } from './instance.js';
import { rankOf } from './domain/mt-status-lattice.js';
import { lanes } from './domain/queued-mt.js';
import * as sql from './mt-claims.sql.pg.js';
import {
  MtClaimsStore,
  type Claim,
  type ClaimedMt,
  type ClaimTerms,
  type LaterMt,
  type SettledMt,
} from './mt-claims.store.js';
import { MtWords } from './mt-words.js';

/** How long after its slot a send may still begin, ms; the claim is nobody's business before that. */
const SEND_WITHIN_MS = 5000;

type ClaimedRow = Omit<ClaimedMt, 'lane'> & { lane: number; atMs: number; behind?: boolean };

@Injectable()
export class PgMtClaimsStore extends MtClaimsStore {
  constructor(
    private readonly database: Database,
    private readonly instance: Instance,
    private readonly words: MtWords,
  ) {
    super();
  }

  async register(senders: readonly string[]): Promise<void> {
    await this.database.commit([sql.register(senders), sql.registerLanes(senders)]);
  }

  async registerPaces(names: readonly string[]): Promise<void> {
    await this.database.query(sql.register(names));
  }

  async due(senders: readonly string[], poolOf?: ReadonlyMap<string, string>): Promise<string[]> {
    await this.database.query(sql.findFlows(senders));
    const pools = senders.map((sender) => poolOf?.get(sender) ?? null);
    const rows = await this.database.query<{ sender: string }>(sql.due(senders, pools));
    return rows.map((row) => row.sender);
  }

  async forget(): Promise<void> {
    await this.database.query(sql.forgetFlows());
  }

  async now(): Promise<number> {
    const [row] = await this.database.query<{ nowMs: number }>(sql.now());
    return row!.nowMs;
  }

  async claim(terms: ClaimTerms): Promise<Claim> {
    const { sender, pool, secondsPerSegment, slackSegments, leadMs = 0, leaseMs, most } = terms;
    const { account, day, through } = terms;
    const relaxedMs = terms.relaxed ? terms.latenessMs : null;
    const results = await this.database.commit([
      sql.lockPace(sender),
      ...(account ? [sql.lockPace(account.name)] : []),
      sql.claim(
        ...[sender, this.instance.id, secondsPerSegment, leadMs + leaseMs, most, SEND_WITHIN_MS],
        ...[slackSegments, leadMs, account?.name ?? null],
        ...[account?.secondsPerSegment ?? 0, account?.slackSegments ?? 0],
        ...[day?.segments ?? null, day?.zone ?? null, day?.refuse ?? false, relaxedMs],
        ...[through?.carrier ?? null, through?.others ?? [], through?.pace ?? sender, pool ?? null],
      ),
    ]);
    const ahead = results.slice(0, -1).map(([pace]) => (pace?.['aheadMs'] as number | undefined) ?? 0);
    const rows = results.at(-1);
    const claimed = rows as unknown as ClaimedRow[];
    const mts = claimed.map(fromRow).sort((a, b) => a.waitMs - b.waitMs);
    const aheadMs = Math.max(...ahead);
    return { mts, atMs: claimed[0]?.atMs, aheadMs, behind: claimed[0]?.behind ?? aheadMs > leaseMs };
  }

  async abandoned(graceMs: number, most: number): Promise<ClaimedMt[]> {
    const rows = await this.database.query<ClaimedRow>(sql.abandoned(this.instance.id, graceMs, most));
    return rows.map(fromRow);
  }

  async abandonedBefore(graceMs: number, most: number): Promise<ClaimedMt[]> {
    const rows = await this.database.query<ClaimedRow>(sql.abandonedBefore(this.instance.id, graceMs, most));
    return rows.map(fromRow);
  }

  ready(settled: readonly Pick<SettledMt, 'said'>[]): Promise<void> {
    return this.words.ready(settled.flatMap(({ said }) => said?.subscriber ?? []));
  }

  settle(settled: readonly SettledMt[], claimedHere: boolean): readonly Statement[] {
    if (settled.length === 0) return [];
    const rows = JSON.stringify(settled.map((mt) => this.rowOf(mt)));
    const ids = uuidArray(settled.map((mt) => mt.id));
    return [sql.settle(rows, claimedHere ? this.instance.id : null, ids), sql.advance(rows, ids)];
  }

  private rowOf({ said, ...mt }: SettledMt): object {
    return { ...mt, rank: rankOf(mt.status), ...(said && this.words.rest(mt.id, said)) };
  }

  retry(later: readonly LaterMt[]): readonly Statement[] {
    if (later.length === 0) return [];
    return [sql.retry(JSON.stringify(later), this.instance.id, uuidArray(later.map(({ id }) => id)))];
  }

  release(ids: readonly string[]): readonly Statement[] {
    return ids.length === 0 ? [] : [sql.release(uuidArray(ids), this.instance.id)];
  }

  hold(pace: string, ms: number): readonly Statement[] {
    return [sql.hold(pace, ms)];
  }
}

function fromRow(row: ClaimedRow): ClaimedMt {
  const { lane, atMs: _at, behind: _behind, beyondDay, ...mt } = row;
  const optional = {
    ...(beyondDay && { beyondDay }),
    number: mt.number ?? undefined,
    program: mt.program ?? undefined,
    inReplyTo: mt.inReplyTo ?? undefined,
    moReceivedAtMs: mt.moReceivedAtMs ?? undefined,
    lastCarrier: mt.lastCarrier ?? undefined,
  };
  return { ...mt, ...optional, suppressed: mt.suppressed ?? undefined, lane: lanes[lane]! };
}
