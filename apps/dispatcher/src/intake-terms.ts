import { hash } from 'node:crypto';
import type { MtRequested, SenderConfigured } from '@parley/contracts';
import type { ConfigDirectory } from '@parley/messaging';
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
import { isCapped, prefixOf } from './domain/limits.js';
import { keyOf, type Around, type CountKeys, type Needs } from './mt-limits.store.js';
const NO_KEYS: CountKeys = {};
const SHIPPED = new MarketingHours();

/** What is configured around a requested text, and what has to be counted for it. */
export class IntakeTerms {
  /** By the sender's configuration: what was derived from one that is replaced goes with it. */
  private readonly hours = new WeakMap<SenderConfigured, MarketingHours>();

  constructor(private readonly directory: ConfigDirectory) {}

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

  /** What limits count a text by; for most there is nothing. */
  keysOf({ data, source }: Pick<Request, 'data' | 'source'>): CountKeys {
    const { velocity, loopGuard } = this.directory.senders.get(data.sender) ?? {};
    const foreign = (velocity ?? loopGuard) !== undefined && !isOurs(source);
    const capped = isCapped(data, this.programOf(data));
    if (!foreign && !capped) return NO_KEYS;
    const { subscriber, sender, text } = data;
    return {
      ...(capped && { capped: keyOf(subscriber, data.program!) }),
      ...(foreign && velocity && { prefix: keyOf(sender, prefixOf(subscriber, velocity.digits)) }),
      ...(foreign &&
        loopGuard && { repeat: keyOf(subscriber, sender, hash('sha256', text, 'base64url').slice(0, 22)) }),
    };
  }

  /** Undefined when the batch needs nothing but what is known of its people. */
  needsOf(events: readonly Pick<Request, 'data' | 'source'>[]): Needs | undefined {
    const needs = {
      campaigns: new Set<string>(),
      capped: new Set<string>(),
      prefixes: new Map<string, number>(),
      repeats: new Map<string, number>(),
    };
    let any = false;
    for (const event of events) {
      const { campaign, sender } = event.data;
      const keys = this.keysOf(event);
      if (campaign !== undefined) needs.campaigns.add(campaign);
      any ||= campaign !== undefined || keys !== NO_KEYS;
      if (keys === NO_KEYS) continue;
      const { velocity, loopGuard } = this.directory.senders.get(sender) ?? {};
      if (keys.capped !== undefined) needs.capped.add(keys.capped);
      if (keys.prefix !== undefined) needs.prefixes.set(keys.prefix, durationMs(velocity!.within));
      if (keys.repeat !== undefined) needs.repeats.set(keys.repeat, durationMs(loopGuard!.within));
    }
    return any ? needs : undefined;
  }

  private programOf({ program }: MtRequested) {
    return program === undefined ? undefined : this.directory.programs.get(program);
  }
}

function placeOf(e164: string): Place {
  return { zones: zonesOf(e164), country: countryOf(e164), region: regionOf(e164) };
}
