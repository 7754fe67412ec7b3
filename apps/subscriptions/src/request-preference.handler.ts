import { Controller, Logger } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import {
  preferenceChanged,
  preferenceRequested,
  preferenceState,
  type PreferenceRequested,
} from '@parley/contracts';
import { ConfigDirectory, effect, type Batch, type Decision, type Envelope } from '@parley/messaging';
import { decidePreference, nothingTold, type Preferences } from './domain/preference.decide.js';
import { storableText } from './domain/ledger.entry.js';
import { PreferenceStore } from './preference.store.js';

const DEFAULT_COUNTRY = 'US';

/** What flows, the API and other services want to be known of a subscriber. */
@Controller()
export class RequestPreferenceHandler {
  private readonly logger = new Logger(RequestPreferenceHandler.name);

  constructor(
    private readonly preferences: PreferenceStore,
    private readonly directory: ConfigDirectory,
  ) {}

  @EventPattern<string>(preferenceRequested.topic)
  request(@Payload() batch: Batch<PreferenceRequested>): Promise<void> {
    return batch.run<Preferences>({
      load: (subscribers) => this.preferences.load(subscribers),
      decide: (told, event, nowMs) => this.decide(told ?? nothingTold, event, nowMs),
      save: (changed) => this.preferences.save(changed),
    });
  }

  private decide(
    before: Preferences,
    event: Envelope<PreferenceRequested>,
    nowMs: number,
  ): Decision<Preferences> {
    const { subscriber, preference, sender, source } = event.data;
    const declared = this.directory.preferences.get(preference);
    const country = (sender && this.directory.senders.get(sender)?.country) ?? DEFAULT_COUNTRY;
    const request = { preference, value: storable(event.data.value) };
    const { preferences, changed, refusal } = decidePreference(before, request, declared, country, nowMs);
    if (refusal !== undefined) {
      this.logger.warn(
        `${refusal}: preference request ${event.id} from ${event.source} for ${preference}; nothing was changed. ` +
          'Send a value of its type, as parley.yaml declares it.',
      );
      return { effects: [], attributes: { 'parley.preference.refusal': refusal } };
    }
    if (changed === undefined) return { effects: [] };
    const changedAt = new Date(nowMs).toISOString();
    const { version, told } = preferences;
    // What is forgotten may be declared no more; readers only take it out.
    const type = declared?.type ?? 'text';
    const causeId = event.id.toLowerCase();
    const change = { subscriber, preference, type, value: changed, version, source, causeId, changedAt };
    const state = told.map((each) => ({ ...each, since: new Date(each.since).toISOString() }));
    return {
      state: preferences,
      effects: [
        effect(preferenceChanged, 'changed', change),
        effect(preferenceState, 'state', { subscriber, version, preferences: state }),
      ],
      attributes: { 'parley.preference': preference },
    };
  }
}

function storable<T>(value: T): T | string {
  return typeof value === 'string' ? storableText(value) : value;
}
