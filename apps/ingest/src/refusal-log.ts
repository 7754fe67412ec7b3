import { Injectable, Logger } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { copyOf } from './caller-network.js';
import type { Refusal } from './domain/refusal.js';
import { IngestMetrics } from './ingest.metrics.js';

/** How often a limit is spoken of, in ms, for each whom it holds back. */
const SAID_EVERY_MS = 60_000;
/** Those whom a limit held back lately. */
const MOST_LIMITED = 10_000;

/** Says of every refusal which code it had: a metric and one log line, without numbers or texts (I7). */
@Injectable()
export class RefusalLog {
  private readonly logger = new Logger('Webhook');
  private readonly limits = new LRUCache<string, { saidMs: number; since: number }>({ max: MOST_LIMITED });
  private proxySaid = false;

  constructor(private readonly metrics: IngestMetrics) {}

  /** @param carrier one of ours, or `unknown`: whatever stands in a URL is no label */
  request(carrier: string, route: string, refusal: Refusal): void {
    this.metrics.refused(carrier, refusal.code);
    this.logger.warn({ msg: 'webhook refused', carrier, route, code: refusal.code, status: refusal.status });
  }

  /**
   * What a limit turned away: counted each, and said once a minute of each address or carrier, with how many it was
   * since the last time.
   *
   * @param nowMs of a clock that never goes back
   */
  limited(carrier: string, code: string, whom: string, nowMs: number): void {
    this.metrics.refused(carrier, code);
    const said = this.limits.get(whom);
    if (said !== undefined && nowMs - said.saidMs < SAID_EVERY_MS) return void (said.since += 1);
    this.limits.set(copyOf(whom), { saidMs: nowMs, since: 0 });
    this.logger.warn({ msg: 'webhooks limited', code, whom, ...(said && { since: said.since }) });
  }

  /** Said once: whom limits cannot tell apart. */
  unnamedProxy(address: string): void {
    if (this.proxySaid) return;
    this.proxySaid = true;
    this.logger.warn({
      msg: 'a proxy asks for others and is not named, so that refusals are not limited; name it in INGEST_TRUSTED_PROXIES',
      address,
    });
  }

  /** Entries of a webhook whose other entries were taken. */
  entries(carrier: string, route: string, refusals: readonly Pick<Refusal, 'code'>[]): void {
    const codes: Record<string, number> = {};
    for (const { code } of refusals) codes[code] = (codes[code] ?? 0) + 1;
    for (const [code, count] of Object.entries(codes)) this.metrics.refused(carrier, code, count);
    this.logger.warn({ msg: 'entries of a webhook refused', carrier, route, codes });
  }
}
