import { randomUUID } from 'node:crypto';
import { prepared, type Database, type Row, type Statement } from '@parley/persistence';
import { sealedWordsOf, SPEC_PEPPER } from '@parley/testing';
import type { QueuedMt } from './domain/queued-mt.js';
import { Instance } from './instance.js';
import { PgMtClaimsStore } from './mt-claims.store.pg.js';
import type { Claim, ClaimedMt, ClaimTerms } from './mt-claims.store.js';
import { PgMtIntakeStore } from './mt-intake.store.pg.js';
import type { IntakeRecord } from './mt-intake.store.js';
import { MtWords } from './mt-words.js';

let made = 0;

/** A text to queue: somebody new's, of one segment, on sender 12345, unless told otherwise. */
export function aText(changed: Partial<QueuedMt> = {}): QueuedMt {
  made += 1;
  return {
    id: randomUUID(),
    subscriber: `+1415${5_000_000 + made}`,
    sender: '12345',
    lane: 'transactional',
    purpose: 'information',
    text: `text ${made}`,
    segments: 1,
    encoding: 'gsm7',
    onUnknown: 'park',
    expiresAtMs: Date.now() + 3_600_000,
    conversationId: '0123456789abcdef0123456789abcdef',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00',
    queuedAtMs: Date.now(),
    ...changed,
  };
}

/** `count` texts as `aText` makes them. */
export function texts(count: number, changed: Partial<QueuedMt> = {}): QueuedMt[] {
  return Array.from({ length: count }, () => aText(changed));
}

/** A replica's words of texts: it holds no key yet. */
export const mtWordsOf = (database: Database): MtWords =>
  new MtWords(sealedWordsOf(database, 'dispatcher'), { PARLEY_PEPPER: SPEC_PEPPER });

/** One replica's stores over a real database, with short words for what specs do with them. */
export class Replica {
  readonly instance = new Instance();
  readonly words: MtWords;
  readonly intake: PgMtIntakeStore;
  readonly claims: PgMtClaimsStore;

  constructor(readonly database: Database) {
    this.words = mtWordsOf(database);
    this.intake = new PgMtIntakeStore(database, this.words);
    this.claims = new PgMtClaimsStore(database, this.instance, this.words);
  }

  /** Another replica on the same database. */
  another(): Replica {
    return new Replica(this.database);
  }

  /** Puts records away in one transaction, as the loop does. */
  async take(...records: IntakeRecord[]): Promise<void> {
    await this.intake.prepare(records);
    await this.commit(this.intake.save(records));
  }

  async queue(...mts: QueuedMt[]): Promise<void> {
    await this.take(...mts.map((mt): IntakeRecord => ({ kind: 'queued', mt })));
  }

  /** Claims at 10,000 segments/s and a long lease: everything that may go, unless told otherwise. */
  claim(terms: Partial<ClaimTerms> = {}): Promise<Claim> {
    const everything = {
      sender: '12345',
      secondsPerSegment: 0.0001,
      slackSegments: 500,
      leaseMs: 60_000,
      latenessMs: 45,
      relaxed: false,
      most: 500,
    };
    return this.claims.claim({ ...everything, ...terms });
  }

  /** The ids of what a claim takes, in the order of their slots. */
  async claimedIds(terms: Partial<ClaimTerms> = {}): Promise<string[]> {
    return idsOf((await this.claim(terms)).mts);
  }

  /** The carrier took them. */
  async submit(...mts: readonly Pick<ClaimedMt, 'id'>[]): Promise<void> {
    const settled = mts.map(({ id }) => ({ id, status: 'submitted' as const, carrierMessageId: `c-${id}` }));
    await this.commit(this.claims.settle(settled, true));
  }

  /** Claims until nothing more may go: of each conversation one text at a time, which is then kept as sent. */
  async sendAll(sender = '12345'): Promise<ClaimedMt[]> {
    const sent: ClaimedMt[] = [];
    for (;;) {
      const { mts } = await this.claim({ sender });
      if (mts.length === 0) return sent;
      await this.settleSealed(...mts);
      sent.push(...mts);
    }
  }

  /** The carrier took them, and their words rest as they do in a service. */
  async settleSealed(...mts: readonly ClaimedMt[]): Promise<void> {
    const settled = mts.map((mt) => ({ id: mt.id, status: 'submitted' as const, said: mt }));
    await this.claims.ready(settled);
    await this.commit(this.claims.settle(settled, true));
  }

  async commit(statements: readonly Statement[]): Promise<void> {
    await this.database.commit(statements);
  }

  query<R extends object = Row>(text: string, ...values: unknown[]): Promise<R[]> {
    return this.database.query<R>(prepared('', text)(...values));
  }

  /** As if the wait were over. */
  async makeDue(id: string): Promise<void> {
    await this.query('UPDATE dispatcher.queue SET due_at = clock_timestamp() WHERE id = $1', id);
  }
}

export function idsOf(mts: readonly { readonly id: string }[]): string[] {
  return mts.map((mt) => mt.id);
}
