import { Injectable } from '@nestjs/common';
import { moReceived } from '@parley/contracts';
import { externalEventId } from '@parley/messaging';
import { Clock } from '@parley/platform';
import { within } from './deadline.js';
import { assembleParts, assemblyOf, type Assembly } from './domain/assemble-parts.js';
import { joinedMo, type MoPart } from './domain/joined-mo.js';
import { DurablePublisher } from './durable-publisher.js';
import type { EdgeSpans } from './edge-spans.js';
import { EventSeal } from './event-seal.js';
import { IngestMetrics } from './ingest.metrics.js';
import { IngestSettings } from './ingest.settings.js';
import { NotDurableError } from './not-durable.error.js';
import { PartsStore, type NewPart, type PartsKey } from './parts.store.js';

const MO = { route: '/v1/carriers/:carrier/mo', method: 'POST', event: moReceived };
/** How often a text may be found claimed by another replica before the sweep is left to see to it. */
const MOST_LOOKS = 3;
const SWEPT_AT_ONCE = 100;

/**
 * Puts texts together that a carrier hands over in parts. Parts are kept in PostgreSQL, so that any replica can finish
 * what another began. A text is claimed before it goes on: two replicas never make two texts of the same parts, and one
 * that was claimed and left behind goes on again under the same event id.
 */
@Injectable()
export class JoinParts {
  constructor(
    private readonly store: PartsStore,
    private readonly seal: EventSeal,
    private readonly publisher: DurablePublisher,
    private readonly settings: IngestSettings,
    private readonly clock: Clock,
    private readonly metrics: IngestMetrics,
  ) {}

  /**
   * Resolves when the parts are kept; what they make whole has gone on by then, or will by the sweep.
   * Throws NotDurableError when PostgreSQL did not keep them.
   */
  async take(parts: readonly NewPart[]): Promise<void> {
    try {
      await within(this.settings.partsKeepMs, this.store.keep(parts));
    } catch {
      throw new NotDurableError('PostgreSQL did not keep the parts');
    }
    const keys = new Map(parts.map((part) => [keyName(part), part]));
    // The parts are safe: whatever fails from here on is the sweep's.
    for (const key of keys.values()) await this.join(key).catch(() => undefined);
  }

  /** Sends on what has waited long enough, and what other replicas left behind. @returns how many texts it looked at */
  async sweep(): Promise<number> {
    const due = await this.store.due(this.settings.partsWaitMs, SWEPT_AT_ONCE);
    for (const key of due) await this.join(key);
    const left = await this.store.leftBehind(SWEPT_AT_ONCE);
    for (const { key, eventId, parts } of left) await this.sendOn(key, eventId, claimedText(key, parts));
    return due.length + left.length;
  }

  private async join(key: PartsKey): Promise<void> {
    for (let look = 0; look < MOST_LOOKS; look++) {
      const { parts, nowMs } = await this.store.open(key);
      const ready = assembleParts(parts, key.total, nowMs, this.settings.partsWaitMs);
      let lost = false;
      for (const text of ready) {
        const eventId = externalEventId(key.carrier, joinedMo(text).name);
        const ids = [...text.parts, ...text.repeats].map(({ carrierMessageId }) => carrierMessageId);
        if (await this.store.claim(key.carrier, ids, eventId)) await this.sendOn(key, eventId, text);
        else lost = true;
      }
      if (!lost) return;
    }
  }

  private async sendOn(key: PartsKey, eventId: string, text: Assembly<MoPart>): Promise<void> {
    const spans: EdgeSpans[] = [];
    const record = this.seal.seal(MO, key.carrier, joinedMo(text), this.clock.now(), spans);
    try {
      await this.publisher.publish([record]);
    } catch (error) {
      for (const span of spans) span.end(503, 'NOT_DURABLE');
      throw error;
    }
    for (const span of spans) span.end(200);
    this.metrics.joined(text.partial ? 'partial' : 'whole');
    await this.store.wentOn([eventId]);
  }
}

/** Which of the claimed parts were repeats is found as it was then: by their numbers, in the order of arrival. */
function claimedText({ total }: PartsKey, parts: readonly MoPart[]): Assembly<MoPart> {
  const [text] = assembleParts(parts, total, Infinity, Infinity);
  return text ?? assemblyOf(parts, [], total);
}

function keyName({ carrier, sender, subscriber, reference, total }: PartsKey): string {
  return [carrier, sender, subscriber, reference, total].join(' ');
}
