import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { evolve } from './domain/consent.evolve.js';
import { initialState } from './domain/consent.state.js';
import type { ConsentHistory } from './consent.store.js';
import type { ChainVerdict } from './domain/ledger.chain.js';
import type { ChainedEntry } from './domain/ledger.entry.js';

const states = ['none', 'pending', 'in', 'out'];

/** How a subscriber stands with one program. */
export class ConsentView {
  @ApiProperty({ example: '12345' }) sender!: string;
  @ApiProperty({ example: 'sweater-club', description: 'A program, or * for everything on the sender' })
  program!: string;
  @ApiProperty({ enum: states }) state!: string;
  @ApiProperty({ format: 'date-time' }) since!: string;
  @ApiPropertyOptional({ format: 'date-time', description: 'Pending: until when it may be confirmed' })
  expiresAt?: string;
}

/** One entry of the ledger, with its evidence and its place in the chain. */
export class LedgerEntryView {
  @ApiProperty({ example: 1 }) version!: number;
  @ApiProperty({ example: '12345' }) sender!: string;
  @ApiProperty({ example: 'sweater-club' }) program!: string;
  @ApiProperty({ enum: states }) from!: string;
  @ApiProperty({ enum: states }) to!: string;
  @ApiProperty({ example: 'confirm/word' }) rule!: string;
  @ApiProperty({ example: 'keyword' }) source!: string;
  @ApiProperty({ format: 'uuid', description: 'The MO or the request that caused it' }) causeId!: string;
  @ApiPropertyOptional({ description: 'The MO, verbatim' }) text?: string;
  @ApiPropertyOptional({
    description: 'The text as it is kept, sealed, hexadecimal: what the hash is of, in its place',
  })
  sealedText?: string;
  @ApiPropertyOptional({
    format: 'date-time',
    description: 'When the text was made unreadable (parley erase)',
  })
  textErasedAt?: string;
  @ApiPropertyOptional({ example: 'compliance/opt-out@2026-11-01' }) matchedRule?: string;
  @ApiPropertyOptional({ description: 'The words that were agreed to, verbatim' }) disclosure?: string;
  @ApiPropertyOptional({ example: '2026-11' }) disclosureVersion?: string;
  @ApiPropertyOptional({ description: 'The text that answered, verbatim' }) shown?: string;
  @ApiPropertyOptional({ description: 'Which revision of parley.yaml its words are from' })
  shownVersion?: string;
  @ApiProperty({ format: 'date-time' }) receivedAt!: string;
  @ApiProperty({ format: 'date-time' }) honouredAt!: string;
  @ApiPropertyOptional({ format: 'date-time' }) expiresAt?: string;
  @ApiProperty({ description: 'SHA-256 of the entry before, hexadecimal' }) prevHash!: string;
  @ApiProperty({ description: 'SHA-256 of prevHash and this entry, hexadecimal' }) hash!: string;
}

/** What the ledger says of a subscriber. */
export class SubscriberConsentsView {
  @ApiProperty({ example: '+14155550101' }) subscriber!: string;
  @ApiProperty({ example: 2, description: 'Number of ledger entries; 0 for somebody unknown' })
  version!: number;
  @ApiProperty({ type: [ConsentView] }) consents!: ConsentView[];
  @ApiProperty({ type: [LedgerEntryView] }) ledger!: LedgerEntryView[];
}

/** A ledger with what its verification found. */
export class LedgerView {
  @ApiProperty({ example: '+14155550101' }) subscriber!: string;
  @ApiProperty({ description: 'Every entry is what was written, and none is missing' }) verified!: boolean;
  @ApiPropertyOptional({ example: 'LEDGER_ENTRY_ALTERED', description: 'Where it is broken: how' })
  fault?: string;
  @ApiPropertyOptional({ description: 'Where it is broken: the first entry where it shows' })
  faultAt?: number;
  @ApiProperty({ type: [LedgerEntryView] }) ledger!: LedgerEntryView[];
}

export function ledgerViewOf(
  subscriber: string,
  entries: readonly ChainedEntry[],
  verdict: ChainVerdict,
  erasedAt?: number,
): LedgerView {
  return {
    subscriber,
    verified: verdict.ok,
    ...(!verdict.ok && { fault: verdict.code, faultAt: verdict.version }),
    ledger: entries.map((entry) => entryView(entry, erasedAt)),
  };
}

/** Read from the ledger itself, not from the projection: the states shown are those that its entries prove. */
export function viewOf(subscriber: string, history: ConsentHistory): SubscriberConsentsView {
  const { version, standings } = history.entries.reduce(evolve, initialState);
  return {
    subscriber,
    version,
    consents: standings.map(({ sender, program, state, since, expiresAt }) => ({
      sender,
      program,
      state,
      since: iso(since),
      ...(expiresAt !== undefined && { expiresAt: iso(expiresAt) }),
    })),
    ledger: history.entries.map((entry) => entryView(entry, history.erasedAt)),
  };
}

function entryView(entry: ChainedEntry, erasedAt: number | undefined): LedgerEntryView {
  const { version, sender, program, from, to, rule, source } = entry;
  const {
    causeId,
    text,
    sealedText,
    matchedRule,
    disclosure,
    disclosureVersion,
    shown,
    shownVersion,
    expiresAt,
  } = entry;
  return {
    ...{ version, sender, program, from, to, rule, source },
    ...{ causeId, text, sealedText, matchedRule, disclosure, disclosureVersion, shown, shownVersion },
    ...(isErased(entry) && erasedAt !== undefined && { textErasedAt: iso(erasedAt) }),
    receivedAt: iso(entry.receivedAt),
    honouredAt: iso(entry.at),
    expiresAt: expiresAt === undefined ? undefined : iso(expiresAt),
    prevHash: entry.prevHash,
    hash: entry.hash,
  };
}

/** There was a text, and nobody can read it any more. */
function isErased({ text, sealedText }: ChainedEntry): boolean {
  return sealedText !== undefined && text === undefined;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
