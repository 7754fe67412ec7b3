import { Injectable, Logger } from '@nestjs/common';
import type { Refusal } from './domain/refusal.js';
import { IngestMetrics } from './ingest.metrics.js';

/** Says of every refusal which code it had: a metric and one log line, without numbers or texts (I7). */
@Injectable()
export class RefusalLog {
  private readonly logger = new Logger('Webhook');

  constructor(private readonly metrics: IngestMetrics) {}

  /** @param carrier one of ours, or `unknown`: whatever stands in a URL is no label */
  request(carrier: string, route: string, refusal: Refusal): void {
    this.metrics.refused(carrier, refusal.code);
    this.logger.warn({ msg: 'webhook refused', carrier, route, code: refusal.code, status: refusal.status });
  }

  /** Entries of a webhook whose other entries were taken. */
  entries(carrier: string, route: string, refusals: readonly Pick<Refusal, 'code'>[]): void {
    const codes: Record<string, number> = {};
    for (const { code } of refusals) codes[code] = (codes[code] ?? 0) + 1;
    for (const [code, count] of Object.entries(codes)) this.metrics.refused(carrier, code, count);
    this.logger.warn({ msg: 'entries of a webhook refused', carrier, route, codes });
  }
}
