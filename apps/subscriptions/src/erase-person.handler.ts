import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import {
  consentRequested,
  personErased,
  personEraseRequested,
  preferenceState,
  type PersonErased,
  type PersonEraseRequested,
} from '@parley/contracts';
import { effect, Erasing, Erasures, type Batch, type Effect, type Forgetting } from '@parley/messaging';
import { Clock } from '@parley/platform';
import { DataKeys } from '@parley/vault';
import { ConsentStore } from './consent.store.js';
import { ErasureStore } from './erasure.store.js';
import { PreferenceStore } from './preference.store.js';

/** Forgets people: destroys the keys of the ledger's texts and what was told of preferences, and ends their consents. */
@Controller()
export class ErasePersonHandler {
  private readonly forgetting: Forgetting = {
    erase: (subscribers) => this.store.erase(subscribers),
    lastWords: (subscribers) => this.lastWords(subscribers),
    afterwards: (subscribers) => this.afterwards(subscribers),
  };

  constructor(
    private readonly erasing: Erasing,
    private readonly store: ErasureStore,
    private readonly preferences: PreferenceStore,
    private readonly consents: ConsentStore,
    private readonly clock: Clock,
    erasures: Erasures,
    keys: DataKeys,
  ) {
    // Another replica may have done it: a key that is held must not seal any more.
    erasures.onErased((subjects) => keys.forget(subjects));
  }

  @EventPattern<string>(personEraseRequested.topic, undefined, { lane: 'erasures' })
  requested(@Payload() batch: Batch<PersonEraseRequested>): Promise<void> {
    return this.erasing.requested(batch, this.forgetting);
  }

  @EventPattern<string>(personErased.topic, undefined, { lane: 'erasures' })
  again(@Payload() batch: Batch<PersonErased>): Promise<void> {
    return this.erasing.again(batch, this.forgetting);
  }

  /** The compacted topic would keep what was told for ever: its newest record says that nothing is. */
  private async lastWords(
    subscribers: readonly string[],
  ): Promise<(subscriber: string) => readonly Effect[]> {
    const known = await this.preferences.load(subscribers);
    return (subscriber) => {
      const { version, told } = known.get(subscriber) ?? { version: 0, told: [] };
      if (told.length === 0) return [];
      return [effect(preferenceState, 'state', { subscriber, version: version + 1, preferences: [] })];
    };
  }

  /** Who is forgotten is out: consents end without a text, as a deactivation ends them. */
  private async afterwards(
    subscribers: readonly string[],
  ): Promise<(subscriber: string) => readonly Effect[]> {
    const states = await this.consents.load(subscribers);
    const requestedAt = new Date(this.clock.now()).toISOString();
    return (subscriber) => {
      const standings = states.get(subscriber)?.consents.standings ?? [];
      const joined = standings.filter(({ state }) => state === 'in' || state === 'pending');
      return [...new Set(joined.map(({ sender }) => sender))].map((sender) =>
        effect(consentRequested, `opt-out/${sender}`, {
          ...({ subscriber, sender, action: 'opt_out', source: 'deactivation' } as const),
          requestedAt,
        }),
      );
    };
  }
}
