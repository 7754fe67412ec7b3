import type { OutgoingRecord } from '@parley/messaging';

/** A record in the spool; ids rise in the order in which a replica spooled. */
export interface SpooledRecord {
  readonly id: number;
  readonly record: OutgoingRecord;
}

/** Where records lie, durable, while Kafka is away. Every method throws DatabaseError when PostgreSQL is away. */
export abstract class SpoolStore {
  /** Keeps the records, all or none, in the order given. @returns the id of the last one */
  abstract add(records: readonly OutgoingRecord[]): Promise<number>;
  /**
   * The oldest records, at most `most`, for the one replica that relays: the right to do so is taken or
   * prolonged with it. Undefined while another replica holds it.
   */
  abstract claim(replica: string, most: number): Promise<SpooledRecord[] | undefined>;
  /** Forgets records that are on Kafka. */
  abstract remove(ids: readonly number[]): Promise<void>;
  /** Lets another replica relay. */
  abstract release(replica: string): Promise<void>;
  /** How many records up to this id still lie here, counted up to `most`. */
  abstract remaining(upToId: number, most: number): Promise<number>;
  /** The id of the newest record, 0 when there is none. */
  abstract newest(): Promise<number>;
}
