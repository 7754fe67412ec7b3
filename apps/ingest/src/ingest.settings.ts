import type { CarrierWebhooks } from '@parley/carriers';
import type { IngestEnvironment } from './ingest.config.js';

/** What of the environment is needed for every webhook. */
export class IngestSettings {
  /** The address in front of /v1/carriers as carriers write it, without a slash at its end. */
  readonly publicUrl: string;
  readonly secrets: ReadonlyMap<string, readonly string[]>;
  readonly traceRatio: number;
  /** How long a text waits for its missing parts, in ms. */
  readonly partsWaitMs: number;
  /** How long PostgreSQL may take to keep parts, in ms. */
  readonly partsKeepMs: number;
  /** How many requests a minute of one address may prove nothing; 0: any. */
  readonly refusalsPerMinute: number;
  /** The texts/s that a replica takes, by carrier; of those that are not in here any. */
  readonly accountTexts: ReadonlyMap<string, number>;
  /** Of the carrier `generic`, where its dialect is configured. */
  readonly generic?: CarrierWebhooks;

  constructor(
    environment: Pick<
      IngestEnvironment,
      | 'PUBLIC_URL'
      | 'INGEST_SECRETS'
      | 'PARLEY_TRACE_RATIO'
      | 'INGEST_PARTS_WAIT_MS'
      | 'INGEST_SPOOL_TIMEOUT_MS'
      | 'INGEST_REFUSALS_PER_MINUTE'
      | 'INGEST_ACCOUNT_LIMITS'
      | 'GENERIC_CARRIER'
    >,
  ) {
    this.publicUrl = environment.PUBLIC_URL;
    this.secrets = environment.INGEST_SECRETS;
    this.traceRatio = environment.PARLEY_TRACE_RATIO;
    this.partsWaitMs = environment.INGEST_PARTS_WAIT_MS;
    this.partsKeepMs = environment.INGEST_SPOOL_TIMEOUT_MS;
    this.refusalsPerMinute = environment.INGEST_REFUSALS_PER_MINUTE;
    this.accountTexts = environment.INGEST_ACCOUNT_LIMITS;
    this.generic = environment.GENERIC_CARRIER;
  }
}
