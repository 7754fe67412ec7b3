import { hash } from 'node:crypto';
import type { MtRequested, SenderConfigured } from '@parley/contracts';
import type { ConfigDirectory } from '@parley/messaging';
import type { Clock } from '@parley/platform';
import {
  countryOf,
  durationMs,
  MarketingHours,
  regionOf,
  zonesOf,
  type Opening,
  type Place,
} from '@parley/sms';
import { isOurs, type Request, type Terms } from './domain/admit-mt.js';
import { encodedText } from './domain/fit-text.js';
import { isCapped, LOOP_GUARD, loopGuardOf, prefixOf } from './domain/limits.js';
import { keyOf, type Around, type CountKeys, type Needs } from './mt-limits.store.js';
import { SeenLately } from './seen-lately.js';

const NO_KEYS: CountKeys = {};
const SHIPPED = new MarketingHours();

/** What is configured around a requested text, and what has to be counted for it. */
export class IntakeTerms {
  /** By the sender's configuration: what was derived from one that is replaced goes with it. */
  private readonly hours = new WeakMap<SenderConfigured, MarketingHours>();
  /** Nothing has to be counted of a text that went to nobody twice: nearly all are that. */
  private readonly seen = new SeenLately(durationMs(LOOP_GUARD.within));

  constructor(
    private readonly directory: ConfigDirectory,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  of({ data }: Pick<Request, 'data' | 'source'>, around: Around, keys: CountKeys): Terms {
    const sender = this.directory.senders.get(data.sender);
    return {
      sender,
      program: this.programOf(data),
      hours: this.hoursOf(sender),
      placeOf,
      cancelledAtMs: around.cancelledAtMs(data.campaign),
      counted: keys === NO_KEYS ? {} : around.countedOf(keys),
    };
  }

  /** When marketing may go on a sender. */
  hoursOf(sender: SenderConfigured | undefined): MarketingHours {
    if (!sender?.marketingHours) return SHIPPED;
    let hours = this.hours.get(sender);
    if (!hours) this.hours.set(sender, (hours = new MarketingHours(sender.marketingHours)));
    return hours;
  }

  /** The next hours for a text that waits, in the zones that were found when it was queued. */
  openingFor(
    sender: SenderConfigured | undefined,
    subscriber: string,
    zones: string,
    nowMs: number,
  ): Opening | undefined {
    const place = { ...placeOf(subscriber), zones: zones.split(' ') };
    return this.hoursOf(sender).opening(place, nowMs);
  }

  /** What limits count a text by. */
  keysOf({ data, source }: Pick<Request, 'data' | 'source'>): CountKeys {
    const sender = this.directory.senders.get(data.sender);
    const velocity = isOurs(source) ? undefined : sender?.velocity;
    const guard = sender && loopGuardOf(data, sender);
    const capped = isCapped(data, this.programOf(data));
    if (!velocity && !guard && !capped) return NO_KEYS;
    const { subscriber } = data;
    return {
      ...(capped && { capped: keyOf(subscriber, data.program!) }),
      ...(velocity && { prefix: keyOf(data.sender, prefixOf(subscriber, velocity.digits)) }),
      ...(guard && { repeat: keyOf(subscriber, data.sender, hashOf(encodedText(data.text, sender).text)) }),
    };
  }

  /** Undefined when the batch needs nothing but what is known of its people. Asked once of each batch. */
  needsOf(events: readonly Pick<Request, 'data' | 'source'>[]): Needs | undefined {
    const nowMs = this.clock.now();
    const needs = {
      nowMs,
      campaigns: new Set<string>(),
      capped: new Set<string>(),
      prefixes: new Map<string, number>(),
      repeats: new Map<string, number>(),
    };
    for (const event of events) {
      const { campaign } = event.data;
      const { capped, prefix, repeat } = this.keysOf(event);
      const { velocity, loopGuard } = this.directory.senders.get(event.data.sender) ?? {};
      if (campaign !== undefined) needs.campaigns.add(campaign);
      if (capped !== undefined) needs.capped.add(capped);
      if (prefix !== undefined) needs.prefixes.set(prefix, durationMs(velocity!.within));
      // Figures of a sender's own may be of a time that nothing here remembers.
      if (repeat !== undefined && (loopGuard !== undefined || this.seen.note(repeat, nowMs)))
        needs.repeats.set(repeat, durationMs((loopGuard ?? LOOP_GUARD).within));
    }
    const { campaigns, capped, prefixes, repeats } = needs;
    return [campaigns, capped, prefixes, repeats].some(({ size }) => size > 0) ? needs : undefined;
  }

  private programOf({ program }: MtRequested) {
    return program === undefined ? undefined : this.directory.programs.get(program);
  }
}

function placeOf(e164: string): Place {
  return { zones: zonesOf(e164), country: countryOf(e164), region: regionOf(e164) };
}

function hashOf(text: string): string {
  return hash('sha256', text, 'hex');
}
