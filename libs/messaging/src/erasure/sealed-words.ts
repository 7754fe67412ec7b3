import type { Statement } from '@parley/persistence';
import { DataKeys } from '@parley/vault';
import type { ConversationIds } from '../wire/conversation-id.js';
import type { Erasures } from './erasures.js';

/** Opens what was sealed; undefined where its key is gone, or where it is damaged. */
export type Opener = (subscriber: string, sealed: Buffer, place: string) => string | undefined;

/**
 * What people said, as a service keeps it: sealed under a key that each person has in this service (AES-256-GCM,
 * docs/adr/0028), which it destroys when it forgets them. Places name the row, so that nothing sealed opens elsewhere.
 */
export class SealedWords {
  constructor(
    private readonly keys: DataKeys,
    private readonly people: ConversationIds,
    erasures: Pick<Erasures, 'onErased'>,
  ) {
    // Another replica may have done it: a key that is held must not seal any more.
    erasures.onErased((subjects) => this.keys.forget(subjects));
  }

  /**
   * Makes ready to seal for these people: one query for those whose keys are not held, and one for those who have none
   * yet, which are kept at once. Throws DatabaseError, WrapperError.
   */
  async ready(subscribers: readonly string[]): Promise<void> {
    if (subscribers.length > 0) await this.keys.ensure([...new Set(subscribers)].map(this.subjectOf));
  }

  /** Whether words of somebody can be sealed now. */
  isReady(subscriber: string): boolean {
    return this.keys.isReady(this.subjectOf(subscriber));
  }

  /** Seals words of somebody for whom `ready` was called. */
  seal(subscriber: string, words: string, place: string): Buffer {
    return this.keys.seal(this.subjectOf(subscriber), words, place);
  }

  /** Makes ready to open what was sealed for these people: one query. Throws DatabaseError, WrapperError. */
  async opener(subscribers: readonly string[]): Promise<Opener> {
    const keys = await this.keys.known(subscribers.map(this.subjectOf));
    return (subscriber, sealed, place) => {
      const subject = this.subjectOf(subscriber);
      const key = keys.get(subject);
      if (key === undefined) return undefined;
      try {
        return DataKeys.open(key, subject, sealed, place);
      } catch {
        return undefined; // under a key that was destroyed, or damaged
      }
    };
  }

  /** Destroys the keys of these people: what was sealed under them here stays so for ever. */
  destroy(subscribers: readonly string[]): Statement {
    return this.keys.destroy(subscribers.map(this.subjectOf));
  }

  private readonly subjectOf = (subscriber: string): string => this.people.ofPerson(subscriber);
}
