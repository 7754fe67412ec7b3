import { Injectable } from '@nestjs/common';
import type { MtRequested } from '@parley/contracts';
import { ConfigDirectory } from '@parley/messaging';
import { placeInPool, type Place } from './domain/place-in-pool.js';
import type { IntakeRecord } from './mt-intake.store.js';
import { PoolStates } from './pool-states.service.js';
import { keyOf, PoolsStore } from './pools.store.js';

type NumberRecord = Extract<IntakeRecord, { kind: 'number' }>;
type Placed = Pick<MtRequested, 'subscriber' | 'sender' | 'program' | 'from'>;

/** Whose number is which, as a batch knows it: what was read, and what the batch decided since. */
export type KeptNumbers = Map<string, string>;

/** Which number of a pool a text goes from. */
@Injectable()
export class PoolPlaces {
  constructor(
    private readonly store: PoolsStore,
    private readonly states: PoolStates,
    private readonly directory: ConfigDirectory,
  ) {}

  /** One query for a batch; none where no text of it is for a pool. */
  async load(texts: readonly Placed[]): Promise<KeptNumbers> {
    const toPools = texts.filter(({ sender }) => this.directory.senders.get(sender)?.numbers !== undefined);
    if (toPools.length === 0) return new Map();
    const subscribers = new Set(toPools.map(({ subscriber }) => subscriber));
    return this.store.kept([...subscribers], [...new Set(toPools.map(({ sender }) => sender))]);
  }

  /** Undefined where the sender is no pool. */
  placeOf(text: Placed, kept: KeptNumbers): Place | undefined {
    const { subscriber, program, from } = text;
    const pool = this.directory.senders.get(text.sender);
    if (pool?.numbers === undefined) return undefined;
    const mayFailOver = program !== undefined && this.directory.programs.get(program)?.failover === 'allowed';
    const members = this.states.membersFor(subscriber, pool);
    return placeInPool(members, { from, kept: kept.get(keyOf(text)), mayFailOver });
  }

  /** The batch goes on with what was decided in it. */
  note(kept: KeptNumbers, records: readonly { readonly kind: string }[]): void {
    for (const record of records) if (isNumber(record)) kept.set(keyOf(record), record.number);
  }
}

function isNumber(record: { readonly kind: string }): record is NumberRecord {
  return record.kind === 'number';
}
