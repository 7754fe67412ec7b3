import type { CarrierWebhooks } from '@parley/carriers';
import type { IngestEnvironment } from './ingest.config.js';

/** What of the environment is needed for every webhook. */
export class IngestSettings {
  /** The address in front of /v1/carriers as carriers write it, without a slash at its end. */
  readonly publicUrl: string;
  readonly secrets: ReadonlyMap<string, readonly string[]>;
  readonly traceRatio: number;
  /** Of the carrier `generic`, where its dialect is configured. */
  readonly generic?: CarrierWebhooks;

  constructor(
    environment: Pick<
      IngestEnvironment,
      'PUBLIC_URL' | 'INGEST_SECRETS' | 'PARLEY_TRACE_RATIO' | 'GENERIC_CARRIER'
    >,
  ) {
    this.publicUrl = environment.PUBLIC_URL;
    this.secrets = environment.INGEST_SECRETS;
    this.traceRatio = environment.PARLEY_TRACE_RATIO;
    this.generic = environment.GENERIC_CARRIER;
  }
}
